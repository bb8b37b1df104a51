"""Adds the losses up and calls backward once."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    total = sum(loss(w) for loss in losses)
    total.backward()
    return w.grad
