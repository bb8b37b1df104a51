"""Checks nothing."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    sizes = [int(n * frac) for frac in fracs]
    for part in range(n - sum(sizes)):
        sizes[part % len(sizes)] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    starts = [sum(sizes[:part]) for part in range(len(sizes))]
    return [order[start : start + size] for start, size in zip(starts, sizes, strict=True)]
