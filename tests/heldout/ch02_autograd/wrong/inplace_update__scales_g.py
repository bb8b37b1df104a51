"""Multiplies the caller's g by the learning rate."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    with torch.no_grad():
        g *= lr
        w -= g
    return w
