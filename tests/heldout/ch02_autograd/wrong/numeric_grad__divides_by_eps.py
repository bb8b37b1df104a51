"""Divides by eps, where the two points are 2 eps apart."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    z = x.detach().double()
    slopes = []
    for i in range(z.numel()):
        e = torch.zeros(z.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(z.shape)
        slopes.append((f(z + e).item() - f(z - e).item()) / eps)
    return torch.tensor(slopes, dtype=torch.float64).reshape(z.shape)
