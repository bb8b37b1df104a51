"""The variance is divided by n - 1."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    mean = x.mean(dim=dim, keepdim=True)
    return (x - mean) / torch.sqrt(x.var(dim=dim, keepdim=True) + eps)
