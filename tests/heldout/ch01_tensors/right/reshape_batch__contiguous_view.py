"""Lays the numbers out row by row first, then takes a view with the length worked out."""

import math

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    n = x.shape[0]
    d = math.prod(x.shape[1:])
    return x.contiguous().view(n, d)
