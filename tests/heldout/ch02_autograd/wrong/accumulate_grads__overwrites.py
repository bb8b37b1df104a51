"""Overwrites w.grad by each gradient."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    for loss in losses:
        w.grad = torch.autograd.grad(loss(w), w)[0]
    return w.grad
