"""Calls backward once for each loss."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    for loss in losses:
        loss(w).backward()
    return w.grad
