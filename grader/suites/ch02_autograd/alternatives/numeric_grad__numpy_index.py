"""Walks over all indices with numpy, under no_grad."""

from collections.abc import Callable

import numpy as np
import torch


@torch.no_grad()
def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    point = x.double()
    found = torch.empty(x.shape, dtype=torch.float64, device=x.device)
    for index in np.ndindex(*x.shape):
        above, below = point.clone(), point.clone()
        above[index] += eps
        below[index] -= eps
        found[index] = (f(above) - f(below)) / eps / 2
    return found
