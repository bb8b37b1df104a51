"""One order from a generator, cut at running sums."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError(f"bad shares: {fracs}")
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i % len(sizes)] += 1
    g = torch.Generator()
    g.manual_seed(seed)
    order = torch.randperm(n, generator=g)
    parts, start = [], 0
    for size in sizes:
        parts.append(order[start : start + size])
        start += size
    return parts
