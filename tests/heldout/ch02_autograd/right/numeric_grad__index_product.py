"""Goes through all indexes, changes a copy in place and puts the number back."""

import itertools
from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    z = x.detach().clone().double()
    out = torch.empty_like(z)
    for index in itertools.product(*(range(n) for n in x.shape)):
        old = z[index].item()
        z[index] = old + eps
        up = float(f(z))
        z[index] = old - eps
        down = float(f(z))
        z[index] = old
        out[index] = (up - down) / (2 * eps)
    return out
