"""Loses the 2 that comes from the square."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    return (pred - target) / pred.numel()
