"""retain_graph=True silences the error of backward() on a running total, and the first losses count again and again."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    total = 0
    for loss in losses:
        total = total + loss(w)
        total.backward(retain_graph=True)
    return w.grad
