"""Takes the square root."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    rows = [((b - p) ** 2).sum(dim=1).sqrt() for p in a]
    return torch.stack(rows)
