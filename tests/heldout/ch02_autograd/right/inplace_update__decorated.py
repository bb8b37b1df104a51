"""Switches recording off for the whole function."""

import torch


@torch.no_grad()
def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w -= lr * g
    return w
