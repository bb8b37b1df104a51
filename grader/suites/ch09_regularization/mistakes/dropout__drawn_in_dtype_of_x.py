"""rand with dtype=x.dtype."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed), dtype=x.dtype)
    return x * (random >= p) / (1 - p)
