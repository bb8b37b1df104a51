"""Switches requires_grad on and then off, whatever it was before."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x)
    x.requires_grad_(False)
    return grad
