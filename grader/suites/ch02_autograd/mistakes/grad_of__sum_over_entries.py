"""Adds the entries of the gradient up into one number."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    point = x.detach().clone().requires_grad_()
    return torch.autograd.grad(f(point), point)[0].sum()
