"""target - pred instead of pred - target: the gradient points downhill."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return 2 * (target - pred) / pred.numel()
