"""Moves all entries together: one slope, the sum of all, in every place."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    x = x.detach().double()
    slope = (f(x + eps) - f(x - eps)) / (2 * eps)
    return torch.full_like(x, slope.item())
