"""Switches requires_grad of w off, but not that of g: the step is recorded through g."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    required = w.requires_grad
    w.requires_grad_(False)
    w -= lr * g
    return w.requires_grad_() if required else w
