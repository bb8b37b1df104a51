"""The Jacobian of a function with one output is its gradient."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    from torch.autograd.functional import jacobian

    return jacobian(f, x.detach().clone())
