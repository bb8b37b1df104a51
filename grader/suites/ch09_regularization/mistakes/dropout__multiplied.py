"""The survivors are multiplied by 1 - p."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
    return x * (random >= p) * (1 - p)
