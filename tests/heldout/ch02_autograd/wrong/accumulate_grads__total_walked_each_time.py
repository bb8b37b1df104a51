"""Calls backward on the running total, so that early losses count again."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    total = 0
    for loss in losses:
        total = total + loss(w)
        total.backward(retain_graph=True)
    return w.grad
