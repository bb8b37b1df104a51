"""Each gradient is written over the one before: = where it must be +=."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    for loss in losses:
        (w.grad,) = torch.autograd.grad(loss(w), w)
    return w.grad
