"""Zeros are taken for entries that do not count."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    filled = x.masked_fill(~mask, 0)
    return filled.sum(dim=1) / (filled != 0).sum(dim=1).clamp(min=1)
