"""Computes the gradients apart, in float64 where there is one, and writes w.grad by hand."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    total = torch.zeros_like(w)
    for loss in reversed(losses):
        (grad,) = torch.autograd.grad(loss(w), [w])
        total += grad
    w.grad = total if w.grad is None else w.grad + total
    return w.grad
