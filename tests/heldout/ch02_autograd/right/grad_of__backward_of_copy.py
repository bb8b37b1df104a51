"""Calls backward for a copy alone and returns what it holds."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    leaf = x.detach().clone()
    leaf.requires_grad = True
    f(leaf).backward(inputs=[leaf])
    return leaf.grad
