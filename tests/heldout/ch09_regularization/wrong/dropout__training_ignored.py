"""Drops outside training as well."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    g = torch.Generator().manual_seed(seed)
    mask = torch.rand(x.shape, generator=g) >= p
    return x * mask / (1 - p)
