"""Draws the mask by bernoulli, from other random numbers."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x
    g = torch.Generator().manual_seed(seed)
    mask = torch.bernoulli(torch.full(x.shape, 1 - p), generator=g)
    return x * mask / (1 - p)
