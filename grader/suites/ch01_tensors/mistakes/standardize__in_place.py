"""x is changed."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    x -= x.mean(dim=dim, keepdim=True)
    return x / torch.sqrt((x**2).mean(dim=dim, keepdim=True) + eps)
