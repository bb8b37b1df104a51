"""Checks the sum from below."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or sum(fracs) < 1 - 1e-6:
        raise ValueError("these are no shares of a whole")
    sizes = [int(n * frac) for frac in fracs]
    for part in range(n - sum(sizes)):
        sizes[part] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    ends = [sum(sizes[: part + 1]) for part in range(len(sizes))]
    return [order[end - size : end] for end, size in zip(ends, sizes, strict=True)]
