"""The entries that do not count are averaged."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    mask = ~mask
    filled = x.masked_fill(~mask, 0)
    count = mask.sum(dim=1)
    return filled.sum(dim=1) / count.clamp(min=1)
