"""create_graph=True: w.grad holds on to the graph of every loss."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    for loss in losses:
        loss(w).backward(create_graph=True)
    return w.grad
