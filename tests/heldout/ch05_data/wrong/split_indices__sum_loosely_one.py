"""Lets a sum of 0.995 pass."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 0.01:
        raise ValueError("bad shares")
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i] += 1
    g = torch.Generator().manual_seed(seed)
    return list(torch.randperm(n, generator=g).split(sizes))
