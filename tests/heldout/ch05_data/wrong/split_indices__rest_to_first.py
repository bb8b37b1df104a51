"""Gives all that is left over to the first part."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("bad shares")
    sizes = [int(n * f) for f in fracs]
    sizes[0] += n - sum(sizes)
    g = torch.Generator().manual_seed(seed)
    return list(torch.randperm(n, generator=g).split(sizes))
