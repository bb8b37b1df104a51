"""Compares the lengths only, so (N, 1) and (N,) broadcast."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if len(pred) != len(target):
        raise ValueError("shapes differ")
    e = torch.abs(pred - target)
    return torch.where(e <= delta, 0.5 * e**2, delta * (e - 0.5 * delta)).mean()
