"""Divides 0 by 0 where a row has no entry."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return x.masked_fill(~mask, 0).sum(dim=1) / mask.sum(dim=1)
