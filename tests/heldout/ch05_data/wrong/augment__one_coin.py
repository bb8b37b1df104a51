"""One coin for the whole batch."""

import torch


def augment(x, train, seed):
    if train and torch.rand(1, generator=torch.Generator().manual_seed(seed)).item() < 0.5:
        return x.flip(-1)
    return x.clone()
