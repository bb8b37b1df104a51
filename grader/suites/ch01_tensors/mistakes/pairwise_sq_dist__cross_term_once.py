"""The 2 of the cross term is missing."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    middle = b.mean(dim=0)
    a, b = a - middle, b - middle
    squares = (a**2).sum(dim=1, keepdim=True) + (b**2).sum(dim=1)
    return (squares - a @ b.T).clamp(min=0)
