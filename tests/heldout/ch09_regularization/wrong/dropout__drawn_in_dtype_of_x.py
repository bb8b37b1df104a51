"""Draws the numbers in the dtype of x: other numbers, where that is not float32."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x
    g = torch.Generator(device=x.device).manual_seed(seed)
    u = torch.rand(x.shape, generator=g, dtype=x.dtype, device=x.device)
    return torch.where(u < p, torch.zeros_like(x), x / (1 - p))
