"""Moves the dimension to the end and lets layer_norm do it there."""

import torch
import torch.nn.functional as F


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    last = x.movedim(dim, -1)
    return F.layer_norm(last, (last.shape[-1],), eps=eps).movedim(-1, dim)
