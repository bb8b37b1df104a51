"""Drops the None gradients before pairing, so every later gradient meets the wrong parameter."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    real = [g for g in grads if g is not None]
    with torch.no_grad():
        for p, g in zip(params, real):
            if p.shape == g.shape:
                p -= lr * g
