"""Returns the right sum, and leaves w.grad as it was."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    total = torch.zeros_like(w) if w.grad is None else w.grad.clone()
    for loss in losses:
        total += torch.autograd.grad(loss(w), w)[0]
    return total
