"""Moves the origin but leaves negative results as they are."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    m = torch.cat([a, b]).mean(dim=0)
    a, b = a - m, b - m
    return (a * a).sum(1, keepdim=True) + (b * b).sum(1) - 2 * (a @ b.T)
