"""Mirrors half of the images, always as many."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    if not train:
        return x
    mirrored = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))[: len(x) // 2]
    result = x.clone()
    result[mirrored] = x[mirrored].flip(-1)
    return result
