"""Computes the new values apart and copies them into w."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    moved = torch.subtract(w.detach(), g.detach(), alpha=lr)
    with torch.no_grad():
        w.copy_(moved)
    return w
