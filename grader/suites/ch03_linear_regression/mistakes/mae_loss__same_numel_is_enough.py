"""Only the numbers of elements are compared, so (N, 1) against (N,) gets through."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.numel() != target.numel():
        raise ValueError("sizes differ")
    return (pred.flatten() - target.flatten()).abs().mean()
