"""Returns the sum and leaves w.grad alone."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    total = torch.zeros_like(w)
    for loss in losses:
        total = total + torch.autograd.grad(loss(w), w)[0]
    return total if w.grad is None else w.grad + total
