"""Ignores dim and works along dimension 0."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    mean = x.mean(dim=0, keepdim=True)
    var = x.var(dim=0, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps)
