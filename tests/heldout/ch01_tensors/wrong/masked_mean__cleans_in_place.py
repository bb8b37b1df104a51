"""Writes zeros into the caller's x."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    x[~mask] = 0
    return x.sum(dim=1) / mask.sum(dim=1).clamp(min=1)
