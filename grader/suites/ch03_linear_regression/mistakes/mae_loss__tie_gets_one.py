"""Where pred equals target the gradient is that of pred > target instead of 0."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.where(pred >= target, pred - target, target - pred).mean()
