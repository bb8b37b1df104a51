"""Decides for each row of pixels."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    if not train:
        return x
    mirrored = torch.rand(x.shape[:-1], generator=torch.Generator().manual_seed(seed)) < 0.5
    result = x.clone()
    result[mirrored] = x[mirrored].flip(-1)
    return result
