"""Compares the shape of b with the two that are allowed."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    n, d = x.shape
    if tuple(b.shape) not in [(d,), (n, 1)]:
        raise ValueError(f"cannot add a bias of shape {tuple(b.shape)} to {tuple(x.shape)}")
    return torch.add(x, b).to(x.dtype)
