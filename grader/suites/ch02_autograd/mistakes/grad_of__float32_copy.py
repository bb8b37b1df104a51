"""Builds its point with torch.tensor(..., dtype=torch.float32), whatever the dtype of x."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    point = torch.tensor(x.tolist(), dtype=torch.float32, device=x.device, requires_grad=True)
    f(point).backward()
    return point.grad
