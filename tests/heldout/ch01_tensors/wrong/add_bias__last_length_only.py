"""Looks only at the last length of b."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.dim() > 0 and b.shape[-1] in (x.shape[1], 1):
        return x + b
    raise ValueError("wrong shape")
