"""The bias is expanded to the shape of x first."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    n, d = x.shape
    if tuple(b.shape) != (d,) and tuple(b.shape) != (n, 1):
        raise ValueError("b does not fit x")
    return torch.add(x, b.expand(n, d))
