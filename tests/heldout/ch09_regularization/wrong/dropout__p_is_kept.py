"""Takes p for the probability of staying."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x
    g = torch.Generator().manual_seed(seed)
    mask = (torch.rand(x.shape, generator=g) < p).float()
    return x * mask / p
