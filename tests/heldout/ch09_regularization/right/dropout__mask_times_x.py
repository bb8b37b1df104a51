"""The mask as numbers, times x."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x
    g = torch.Generator()
    g.manual_seed(seed)
    mask = (torch.rand(x.shape, generator=g) >= p).to(x.dtype)
    return x * mask / (1 - p)
