"""All differences, for a few points of a at a time."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    pieces = [((part[:, None] - b) ** 2).sum(2) for part in a.split(16)]
    return torch.cat(pieces)
