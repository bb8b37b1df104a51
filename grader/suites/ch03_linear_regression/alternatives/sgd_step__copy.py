"""Computes the new value apart and copies it into the parameter."""

import torch


@torch.no_grad()
def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    pairs = [(param, grad) for param, grad in zip(params, grads, strict=True) if grad is not None]
    for param, grad in pairs:
        param.copy_(param - grad * lr)
