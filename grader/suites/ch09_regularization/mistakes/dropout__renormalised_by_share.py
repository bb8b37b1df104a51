"""The scale is taken from how many were really kept."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
    kept = (random >= p).float()
    return x * kept / kept.mean().clamp(min=1e-6)
