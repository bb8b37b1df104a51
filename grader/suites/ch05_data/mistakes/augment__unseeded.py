"""Ignores the seed."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    if not train:
        return x
    mirrored = torch.rand(len(x)) < 0.5
    result = x.clone()
    result[mirrored] = x[mirrored].flip(-1)
    return result
