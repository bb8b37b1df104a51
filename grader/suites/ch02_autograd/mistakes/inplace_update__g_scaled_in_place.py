"""Multiplies the caller's g by lr in place."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    with torch.no_grad():
        w -= g.mul_(lr)
    return w
