"""Divided by the size of the last dimension, not by the number of elements."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return 2 * (pred - target) / pred.shape[-1]
