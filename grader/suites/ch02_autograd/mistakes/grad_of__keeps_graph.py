"""create_graph=True: the gradient comes with a graph of its own."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    point = x.detach().clone().requires_grad_()
    return torch.autograd.grad(f(point), point, create_graph=True)[0]
