"""Computes in the dtype of x and converts at the end."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    z = x.detach()
    slopes = []
    for i in range(z.numel()):
        e = torch.zeros(z.numel(), dtype=z.dtype)
        e[i] = eps
        e = e.reshape(z.shape)
        slopes.append((f(z + e) - f(z - e)).item() / (2 * eps))
    return torch.tensor(slopes).reshape(z.shape).double()
