"""Boundaries overlap by one."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("these are no shares of a whole")
    sizes = [int(n * frac) for frac in fracs]
    for part in range(n - sum(sizes)):
        sizes[part] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    starts = [sum(sizes[:part]) for part in range(len(sizes))]
    return [order[max(start - 1, 0) : start + size] for start, size in zip(starts, sizes, strict=True)]
