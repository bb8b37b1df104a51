"""Counts only the rows in n."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    n = len(pred) if pred.dim() else 1
    return 2 * (pred - target) / n
