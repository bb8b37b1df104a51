"""Moves one entry of a copy in place, and puts the old number back."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    point = torch.clone(x.detach()).to(torch.float64).contiguous()
    grad = torch.zeros_like(point)
    flat, slopes = point.view(-1), grad.view(-1)
    for i in range(flat.numel()):
        here = flat[i].item()
        flat[i] = here + eps
        above = float(f(point))
        flat[i] = here - eps
        below = float(f(point))
        flat[i] = here
        slopes[i] = (above - below) / (2 * eps)
    return grad
