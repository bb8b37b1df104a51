"""Sums |d| over the last dimension and averages only over the others."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    d = (pred - target).abs()
    if d.dim() == 0:
        return d
    return d.sum(dim=-1).mean() if d.dim() > 1 else d.mean()
