"""A leaf of its own, backward(), and the copy's .grad."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x = x.clone().detach()
    x.requires_grad = True
    f(x).backward()
    return x.grad
