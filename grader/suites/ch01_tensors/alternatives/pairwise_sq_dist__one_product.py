"""Centred by a point of a; the squares are columns of the factors of one product."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    middle = a[0]
    a, b = a - middle, b - middle
    left = torch.cat([a, (a * a).sum(1, keepdim=True), torch.ones(len(a), 1, device=a.device)], dim=1)
    right = torch.cat([-2 * b, torch.ones(len(b), 1, device=b.device), (b * b).sum(1, keepdim=True)], dim=1)
    return torch.clamp(left @ right.T, min=0)
