"""Writes both logarithms as softplus."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if tuple(x.shape) != tuple(y.shape):
        raise ValueError(f"{tuple(x.shape)} against {tuple(y.shape)}")
    yes = pos_weight * y * F.softplus(-x)
    no = (1 - y) * F.softplus(x)
    return (yes + no).sum() / x.numel()
