"""Nudges one entry of a flat copy at a time."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    flat = x.detach().double().flatten()
    out = torch.zeros(flat.numel(), dtype=torch.float64)
    for i in range(flat.numel()):
        up, down = flat.clone(), flat.clone()
        up[i] += eps
        down[i] -= eps
        out[i] = (f(up.reshape(x.shape)).item() - f(down.reshape(x.shape)).item()) / (2 * eps)
    return out.reshape(x.shape)
