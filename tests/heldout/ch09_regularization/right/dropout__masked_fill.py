"""Fills the dropped places."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training or p == 0:
        return x
    generator = torch.Generator(device="cpu")
    generator.manual_seed(seed)
    u = torch.rand(x.shape, generator=generator).to(x.device)
    return x.masked_fill(u < p, 0.0).div(1 - p)
