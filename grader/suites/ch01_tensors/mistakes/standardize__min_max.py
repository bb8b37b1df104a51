"""Scaled to 0 to 1."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    low, high = x.amin(dim=dim, keepdim=True), x.amax(dim=dim, keepdim=True)
    return (x - low) / (high - low + eps)
