"""Each set is centred by itself."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a - a.mean(dim=0), b - b.mean(dim=0)
    squares = (a**2).sum(dim=1, keepdim=True) + (b**2).sum(dim=1)
    return (squares - 2 * a @ b.T).clamp(min=0)
