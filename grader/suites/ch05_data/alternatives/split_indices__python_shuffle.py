"""Shuffles a Python list and slices it."""

import random
from itertools import accumulate

import torch


def split_indices(n, fracs, seed):
    total = 0.0
    for frac in fracs:
        if frac < 0:
            raise ValueError("negative share")
        total += frac
    if total < 1 - 1e-6 or total > 1 + 1e-6:
        raise ValueError("shares do not add up to 1")
    indices = list(range(n))
    random.Random(seed).shuffle(indices)
    sizes = [int(n * frac) for frac in fracs]
    left, part = n - sum(sizes), 0
    while left > 0:
        sizes[part] += 1
        left -= 1
        part += 1
    ends = list(accumulate(sizes))
    return [torch.tensor(sorted(indices[end - size : end]), dtype=torch.long) for size, end in zip(sizes, ends)]
