"""Adds up one coordinate after the other in an (M, N) table."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    out = torch.zeros(len(a), len(b))
    for k in range(a.shape[1]):
        diff = a[:, k].unsqueeze(1) - b[:, k]
        out += diff * diff
    return out
