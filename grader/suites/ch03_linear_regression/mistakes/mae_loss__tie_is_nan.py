"""sqrt(d^2) is |d|, but its gradient at d = 0 is 0/0."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return ((pred - target) ** 2).sqrt().mean()
