"""torch's std, and eps beside it."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    return (x - x.mean(dim=dim, keepdim=True)) / (x.std(dim=dim, keepdim=True) + eps)
