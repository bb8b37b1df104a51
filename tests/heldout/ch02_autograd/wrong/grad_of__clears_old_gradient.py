"""Clears the gradient that x held before."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    before = x.requires_grad
    x.requires_grad_(True)
    x.grad = None
    f(x).backward()
    g = x.grad.clone()
    x.grad = None
    x.requires_grad_(before)
    return g
