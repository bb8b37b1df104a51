"""Resets x.grad to get the right number, and so deletes what the caller had there."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_()
    x.grad = None
    f(x).backward()
    return x.grad
