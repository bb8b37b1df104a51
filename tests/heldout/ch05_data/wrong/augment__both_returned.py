"""Appends the mirrored images to the batch."""

import torch


def augment(x, train, seed):
    if not train:
        return x
    coins = torch.rand(len(x), generator=torch.Generator().manual_seed(seed)) < 0.5
    return torch.cat([x, x[coins].flip(-1)])
