"""torch.where picks zeros or scaled numbers."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    g = torch.Generator().manual_seed(seed)
    dropped = torch.rand(x.shape, generator=g) < p
    y = torch.where(dropped, torch.zeros_like(x), x / (1.0 - p))
    return y if training else x.clone()
