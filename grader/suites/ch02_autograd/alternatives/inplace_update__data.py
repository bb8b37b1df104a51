"""Writes through .data, in the older style of PyTorch code."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w.data -= lr * g
    return w
