"""Adds the slices up with logaddexp, after the shift."""

import functools

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    z = x - torch.max(x, dim=dim, keepdim=True).values
    total = functools.reduce(torch.logaddexp, z.unbind(dim))
    return z - total.unsqueeze(dim)
