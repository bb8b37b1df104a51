"""The root is missing."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    mean = x.mean(dim=dim, keepdim=True)
    variance = ((x - mean) ** 2).mean(dim=dim, keepdim=True)
    return (x - mean) / (variance + eps)
