"""Rows of b come first."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([((row - a) ** 2).sum(dim=1) for row in b])
