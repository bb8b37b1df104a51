"""w = w - lr * g gives the name w to a new tensor; the caller's stays as it was."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w = w - lr * g
    return w
