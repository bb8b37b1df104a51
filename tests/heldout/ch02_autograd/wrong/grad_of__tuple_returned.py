"""Returns the tuple that autograd.grad gives."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    z = x.detach().requires_grad_(True)
    return torch.autograd.grad(f(z), z)
