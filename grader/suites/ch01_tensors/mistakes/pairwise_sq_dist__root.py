"""The square root is taken."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([((row - b) ** 2).sum(dim=1).sqrt() for row in a])
