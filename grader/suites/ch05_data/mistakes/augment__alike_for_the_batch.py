"""One decision for the whole batch."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    if train and torch.rand(1, generator=torch.Generator().manual_seed(seed)).item() < 0.5:
        return x.flip(-1)
    return x.clone()
