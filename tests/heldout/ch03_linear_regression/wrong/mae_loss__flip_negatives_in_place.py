"""Flips the negative differences by mask; at a tie nothing is flipped and the gradient is 1/n, not 0."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    d = pred - target
    d[d < 0] = -d[d < 0]
    return d.sum() / d.numel()
