"""Adds the losses up first: the gradient of a sum is the sum of the gradients."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    sum(loss(w) for loss in losses).backward()
    return w.grad
