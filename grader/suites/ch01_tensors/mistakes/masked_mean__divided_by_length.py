"""The sum is divided by D."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    filled = x.masked_fill(~mask, 0)
    return filled.mean(dim=1)
