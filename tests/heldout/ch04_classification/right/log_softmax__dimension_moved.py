"""Moves the dimension to the end and back."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    z = x.movedim(dim, -1)
    z = z - z.max(-1, keepdim=True)[0]
    z = z - z.exp().sum(-1)[..., None].log()
    return z.movedim(-1, dim)
