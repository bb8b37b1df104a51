"""Compares the sum with 1 exactly."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or sum(fracs) != 1:
        raise ValueError("bad shares")
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i] += 1
    g = torch.Generator().manual_seed(seed)
    return list(torch.randperm(n, generator=g).split(sizes))
