"""Moves an entry and never puts it back, so that f is asked further and further away."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    point = x.detach().double().clone()
    flat, grad = point.view(-1), torch.zeros_like(point)
    for index in range(flat.numel()):
        flat[index] += eps
        above = f(point).item()
        flat[index] -= 2 * eps
        grad.view(-1)[index] = (above - f(point).item()) / (2 * eps)
    return grad
