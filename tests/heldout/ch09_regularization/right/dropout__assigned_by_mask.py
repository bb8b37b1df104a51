"""Scales a copy and assigns zeros to it."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    out = x.clone()
    if training:
        g = torch.Generator()
        g = g.manual_seed(seed)
        u = torch.rand(*x.shape, generator=g) if x.dim() else torch.rand((), generator=g)
        out /= 1 - p
        out[u < p] = 0
    return out
