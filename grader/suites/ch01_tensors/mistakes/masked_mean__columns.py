"""Columns are averaged."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    filled = x.masked_fill(~mask, 0)
    return filled.sum(dim=0) / mask.sum(dim=0).clamp(min=1)
