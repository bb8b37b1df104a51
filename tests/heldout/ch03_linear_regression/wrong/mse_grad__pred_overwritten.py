"""Works in place to save memory and so overwrites the caller's predictions."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    diff = pred.detach()
    diff -= target
    diff *= 2.0 / diff.numel()
    return diff
