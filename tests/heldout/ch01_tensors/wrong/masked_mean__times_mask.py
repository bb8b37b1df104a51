"""Multiplies by the mask: 0 times NaN is NaN."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    count = mask.sum(dim=1)
    return (x * mask).sum(dim=1) / count.clamp(min=1)
