"""Moves w along g, not against it."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    with torch.no_grad():
        w += lr * g
    return w
