"""Mirrors all."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    if not train:
        return x
    mirrored = torch.ones(len(x), dtype=torch.bool)
    result = x.clone()
    result[mirrored] = x[mirrored].flip(-1)
    return result
