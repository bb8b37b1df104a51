"""Forgets delta in front of the line."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    e = torch.abs(pred - target)
    return torch.where(e <= delta, 0.5 * e**2, e - 0.5 * delta).mean()
