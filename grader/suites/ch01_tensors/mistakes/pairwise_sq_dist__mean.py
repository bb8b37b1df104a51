"""The squares are averaged."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([((row - b) ** 2).mean(dim=1) for row in a])
