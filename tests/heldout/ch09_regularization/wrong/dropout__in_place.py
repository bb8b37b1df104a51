"""Works on x itself."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if training:
        g = torch.Generator().manual_seed(seed)
        drop = torch.rand(x.shape, generator=g) < p
        x.data[drop] = 0
        x.data.div_(1 - p)
    return x
