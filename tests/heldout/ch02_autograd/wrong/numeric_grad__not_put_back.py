"""Nudges one entry after the other and never puts them back."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    z = x.detach().clone().double()
    out = torch.zeros(z.numel(), dtype=torch.float64)
    flat = z.view(-1)
    for i in range(len(flat)):
        flat[i] += eps
        up = f(z).item()
        flat[i] -= 2 * eps
        down = f(z).item()
        out[i] = (up - down) / (2 * eps)
    return out.view(z.shape)
