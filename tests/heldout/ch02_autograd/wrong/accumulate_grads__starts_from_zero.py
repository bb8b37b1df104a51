"""Clears the gradient that was there."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    if w.grad is not None:
        w.grad.zero_()
    for loss in losses:
        loss(w).backward()
    return w.grad
