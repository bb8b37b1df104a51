"""Switches the grad mode by hand and puts it back in a finally block."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        w[...] = w - lr * g
    finally:
        torch.set_grad_enabled(before)
    return w
