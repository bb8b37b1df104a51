"""The smooth relative of the Huber loss."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    e = pred - target
    return (delta**2 * (torch.sqrt(1 + (e / delta) ** 2) - 1)).mean()
