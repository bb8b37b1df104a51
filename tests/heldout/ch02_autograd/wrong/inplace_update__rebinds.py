"""Makes a new tensor, with a graph."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w = w - lr * g
    return w
