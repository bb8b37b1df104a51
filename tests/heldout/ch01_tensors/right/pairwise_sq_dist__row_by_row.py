"""Takes one point of a at a time, with all of b."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    out = torch.empty(a.shape[0], b.shape[0])
    for i in range(a.shape[0]):
        out[i] = ((b - a[i]) ** 2).sum(dim=1)
    return out
