"""Clears w.grad after the step."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    with torch.no_grad():
        w -= lr * g
    w.grad = None
    return w
