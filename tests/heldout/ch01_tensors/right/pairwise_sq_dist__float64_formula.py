"""Multiplies out in float64, around the middle of b, and cuts off at 0."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    middle = b.double().mean(dim=0)
    p, q = a.double() - middle, b.double() - middle
    d = (p**2).sum(1, keepdim=True) + (q**2).sum(1) - 2 * torch.einsum("ik,jk->ij", p, q)
    return d.clamp(min=0).float()
