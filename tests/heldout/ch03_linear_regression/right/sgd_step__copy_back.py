"""Computes the new value first and copies it into the caller's tensor, all under no_grad."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for p, g in zip(params, grads):
            if g is None:
                continue
            new = p - lr * g
            p.copy_(new)
