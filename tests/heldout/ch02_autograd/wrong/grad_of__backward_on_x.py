"""Calls backward on the caller's x and returns x.grad, the old gradient included."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_(True)
    f(x).backward()
    return x.grad
