"""The differences of one point of a at a time."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([(point - b).square().sum(dim=-1) for point in a])
