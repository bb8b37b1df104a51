"""autograd.grad leaves x.grad alone, but requires_grad_() has changed the caller's x."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_()
    return torch.autograd.grad(f(x), x)[0]
