"""Sums up the new gradients and writes the sum over what w.grad held."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    w.grad = sum(torch.autograd.grad(loss(w), w)[0] for loss in losses)
    return w.grad
