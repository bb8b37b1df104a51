"""Adds eps to the root, not to the variance."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    mean = x.mean(dim=dim, keepdim=True)
    var = ((x - mean) ** 2).mean(dim=dim, keepdim=True)
    return (x - mean) / (var.sqrt() + eps)
