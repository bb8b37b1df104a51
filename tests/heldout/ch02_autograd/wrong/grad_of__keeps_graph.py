"""Keeps a graph behind the gradient, so that it requires grad itself."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    z = x.detach().clone().requires_grad_(True)
    return torch.autograd.grad(f(z), z, create_graph=True)[0]
