"""A loop over columns and rows, entry by entry."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    n, d = x.shape
    if tuple(b.shape) != (d,) and tuple(b.shape) != (n, 1):
        raise ValueError("b does not fit x")
    result = torch.empty_like(x)
    for i in range(n):
        for j in range(d):
            result[i, j] = x[i, j] + (b[j] if b.ndim == 1 else b[i][0])
    return result
