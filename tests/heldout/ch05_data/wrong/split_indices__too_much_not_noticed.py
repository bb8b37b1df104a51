"""Only notices shares that are missing, not shares that are too much."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or 1 - sum(fracs) > 1e-6:
        raise ValueError("bad shares")
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts, start = [], 0
    for size in sizes:
        parts.append(order[start : start + size])
        start += size
    return parts
