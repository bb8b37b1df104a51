"""A coin for each image, and where."""

import torch


def augment(x, train, seed):
    if not train:
        return x
    g = torch.Generator().manual_seed(seed)
    coins = torch.rand(x.shape[0], generator=g) < 0.5
    return torch.where(coins[:, None, None, None], x.flip(-1), x)
