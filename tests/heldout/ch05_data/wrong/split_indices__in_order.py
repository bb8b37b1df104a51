"""Cuts the indices without shuffling them."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("bad shares")
    torch.manual_seed(seed)
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i] += 1
    return list(torch.arange(n).split(sizes))
