"""Absolute differences are summed."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([(row - b).abs().sum(dim=1) for row in a])
