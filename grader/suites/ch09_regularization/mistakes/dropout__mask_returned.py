"""The mask is returned."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
    return (random >= p).float() / (1 - p) + 0 * x
