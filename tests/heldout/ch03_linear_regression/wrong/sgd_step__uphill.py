"""Adds the gradient, so the step goes uphill."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for p, g in zip(params, grads):
            if g is not None:
                p.add_(lr * g)
