"""The mean of the squares minus the square of the mean."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    n = x.size(dim)
    mean = x.sum(dim, keepdim=True) / n
    variance = (x * x).sum(dim, keepdim=True) / n - mean * mean
    return (x - mean) / (variance.clamp(min=0) + eps).sqrt()
