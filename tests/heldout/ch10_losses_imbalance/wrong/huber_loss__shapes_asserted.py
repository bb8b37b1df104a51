"""Asserts that the shapes agree."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    assert pred.shape == target.shape, "shapes differ"
    e = torch.abs(pred - target)
    return torch.where(e <= delta, 0.5 * e**2, delta * (e - 0.5 * delta)).mean()
