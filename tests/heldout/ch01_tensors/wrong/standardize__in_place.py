"""Subtracts the mean in x itself."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    x -= x.mean(dim=dim, keepdim=True)
    x /= torch.sqrt((x**2).mean(dim=dim, keepdim=True) + eps)
    return x
