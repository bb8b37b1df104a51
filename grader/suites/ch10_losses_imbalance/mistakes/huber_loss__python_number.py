"""A float."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("the shapes differ")
    error = pred - target
    size = error.abs()
    return torch.where(size <= delta, error**2 / 2, delta * (size - delta / 2)).mean().item()
