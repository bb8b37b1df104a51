"""Divides the sum of squares by the number of rows, not by the number of elements."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    n = pred.shape[0] if pred.dim() > 0 else 1
    return ((pred - target) ** 2).sum() / n
