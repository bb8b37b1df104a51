"""Makes a leaf of its own and asks autograd.grad."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    z = x.clone().detach().requires_grad_(True)
    (g,) = torch.autograd.grad(f(z), z)
    return g
