"""Adds the losses up rightly, but resets w.grad at the start."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    w.grad = None
    for loss in losses:
        loss(w).backward()
    return w.grad
