"""Differentiates in float64 and gives the answer back in the dtype of x."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    if x.device.type == "mps":
        return torch.func.grad(f)(x.detach())
    with torch.enable_grad():
        point = torch.empty(x.shape, dtype=torch.float64, device=x.device).copy_(x.detach())
        point.requires_grad_(True)
        value = f(point)
    torch.autograd.backward([value], inputs=[point])
    return point.grad.to(x.dtype)
