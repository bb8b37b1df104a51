"""The gradients are summed into one number, the derivative for moving all predictions together."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return 2 * (pred - target).mean()
