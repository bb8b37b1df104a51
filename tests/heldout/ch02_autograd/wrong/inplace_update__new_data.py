"""Gives w other memory."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w.data = w.data - lr * g.data
    return w
