"""Moves the dimension to the end, works on rows with a detached shift, and moves it back (not contiguous)."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    rows = x.movedim(dim, -1)
    rows = rows - rows.detach().amax(dim=-1, keepdim=True)
    return (rows - rows.exp().sum(-1, keepdim=True).log()).movedim(-1, dim)
