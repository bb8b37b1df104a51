"""Moves w, and returns nothing."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    with torch.no_grad():
        w.sub_(lr * g)
