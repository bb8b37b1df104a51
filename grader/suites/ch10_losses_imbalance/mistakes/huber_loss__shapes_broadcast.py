"""Checks nothing."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    error = pred - target
    size = error.abs()
    return torch.where(size <= delta, error**2 / 2, delta * (size - delta / 2)).mean()
