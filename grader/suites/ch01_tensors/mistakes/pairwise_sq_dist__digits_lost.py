"""Large squares are subtracted from each other."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    squares = (a**2).sum(dim=1, keepdim=True) + (b**2).sum(dim=1)
    return (squares - 2 * a @ b.T).clamp(min=0)
