"""Leaves no more room than math.isclose does."""

import math

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or not math.isclose(sum(fracs), 1):
        raise ValueError("these are no shares of a whole")
    sizes = [int(n * frac) for frac in fracs]
    for part in range(n - sum(sizes)):
        sizes[part] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return list(order.split(sizes))
