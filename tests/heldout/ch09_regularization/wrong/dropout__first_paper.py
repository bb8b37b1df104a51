"""Scales outside training, as the first paper did."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x * (1 - p)
    g = torch.Generator().manual_seed(seed)
    return x.masked_fill(torch.rand(x.shape, generator=g) < p, 0)
