"""Keeps the entries where the mask is False."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    total = x.masked_fill(mask, 0).sum(dim=1)
    return total / (~mask).sum(dim=1).clamp(min=1)
