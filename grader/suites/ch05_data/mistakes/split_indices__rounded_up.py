"""Rounds the sizes up."""

import math

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("these are no shares of a whole")
    sizes = [math.ceil(n * frac) for frac in fracs]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    starts = [sum(sizes[:part]) for part in range(len(sizes))]
    return [order[start : start + size] for start, size in zip(starts, sizes, strict=True)]
