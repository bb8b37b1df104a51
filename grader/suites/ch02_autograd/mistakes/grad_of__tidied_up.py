"""Works on the caller's x and tidies up afterwards, for callers whose x did not require grad."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_()
    x.grad = None
    f(x).backward()
    grad, x.grad = x.grad, None
    x.requires_grad_(False)
    return grad
