"""Unequal shapes are broadcast instead of refused."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return 2 * (pred - target) / pred.numel()
