"""Takes the square of what is above delta off the square of all: far off, both are rounded away."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    e = (pred - target).abs()
    above = torch.relu(e - delta)
    return 0.5 * (e**2 - above**2).mean()
