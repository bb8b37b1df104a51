"""Mirrors exactly half of the images: no decision for each by itself."""

import torch


def augment(x, train, seed):
    if not train:
        return x
    chosen = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))[: len(x) // 2]
    out = x.clone()
    out[chosen] = x[chosen].flip(-1)
    return out
