"""Wants the biases of the rows as (N,), not (N, 1)."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    n, d = x.shape
    if b.shape == (d,):
        return x + b
    if b.shape == (n,):
        return x + b.unsqueeze(1)
    raise ValueError("b fits neither the columns nor the rows")
