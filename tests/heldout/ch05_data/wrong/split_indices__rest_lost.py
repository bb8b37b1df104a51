"""Rounds down and loses what is left over."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("bad shares")
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts, start = [], 0
    for f in fracs:
        size = int(n * f)
        parts.append(order[start : start + size])
        start += size
    return parts
