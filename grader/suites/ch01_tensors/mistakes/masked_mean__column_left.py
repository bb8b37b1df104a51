"""The result is a column."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    filled = x.masked_fill(~mask, 0)
    return filled.sum(dim=1, keepdim=True) / mask.sum(dim=1, keepdim=True).clamp(min=1)
