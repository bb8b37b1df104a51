"""Divides by p in place of 1 - p."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x
    g = torch.Generator().manual_seed(seed)
    mask = torch.rand(x.shape, generator=g) >= p
    return x * mask / p
