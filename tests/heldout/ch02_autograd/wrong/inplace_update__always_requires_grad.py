"""Switches requires_grad off and then on, whatever it was."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w.requires_grad_(False)
    w -= lr * g.detach()
    w.requires_grad_(True)
    return w
