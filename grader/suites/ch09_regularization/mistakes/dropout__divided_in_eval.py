"""The division stands after the if."""

import torch


def dropout(x, p, training, seed):
    if training:
        x = x * (torch.rand(x.shape, generator=torch.Generator().manual_seed(seed)) >= p)
    return x / (1 - p)
