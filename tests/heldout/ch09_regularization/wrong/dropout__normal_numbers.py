"""Draws by randn."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x
    g = torch.Generator().manual_seed(seed)
    mask = torch.randn(x.shape, generator=g) >= p
    return x * mask / (1 - p)
