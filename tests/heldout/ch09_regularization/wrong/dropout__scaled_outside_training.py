"""Divides by 1 - p in either mode."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    out = x
    if training:
        g = torch.Generator().manual_seed(seed)
        out = out * (torch.rand(x.shape, generator=g) >= p)
    return out / (1 - p)
