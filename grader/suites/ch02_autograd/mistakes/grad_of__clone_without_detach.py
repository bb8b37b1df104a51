"""clone() of a leaf that requires grad is no leaf: the gradient goes through it into x.grad."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    point = x.clone()
    point.requires_grad_()
    f(point).backward()
    return point.grad
