"""As with backward() on the caller's x; that a copy of x.grad is returned does not help."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_()
    f(x).backward()
    return x.grad.clone()
