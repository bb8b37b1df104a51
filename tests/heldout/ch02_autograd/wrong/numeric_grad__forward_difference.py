"""Steps to one side only."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    z = x.detach().double()
    out = torch.zeros_like(z)
    base = f(z).item()
    for i in range(z.numel()):
        e = torch.zeros_like(z)
        e.view(-1)[i] = eps
        out.view(-1)[i] = (f(z + e).item() - base) / eps
    return out
