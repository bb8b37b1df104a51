"""Nudges all entries together."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    z = x.detach().double()
    slope = (f(z + eps) - f(z - eps)) / (2 * eps)
    return torch.full(z.shape, slope.item(), dtype=torch.float64)
