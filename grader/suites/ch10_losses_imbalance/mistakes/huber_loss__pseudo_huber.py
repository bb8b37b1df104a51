"""The smooth relative of it."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("the shapes differ")
    error = pred - target
    return (delta**2 * ((1 + (error / delta) ** 2).sqrt() - 1)).mean()
