"""backward() is called on the caller's x, whose .grad adds up from call to call."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_()
    f(x).backward()
    return x.grad
