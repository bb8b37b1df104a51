"""Mirrors when evaluating, too."""

import torch


def augment(x, train, seed):
    coins = torch.rand(len(x), generator=torch.Generator().manual_seed(seed)) < 0.5
    return torch.where(coins[:, None, None, None], x.flip(-1), x)
