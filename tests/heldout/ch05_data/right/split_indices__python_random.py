"""A shuffled list and an iterator."""

import random
from itertools import islice

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    total = 0.0
    for frac in fracs:
        if frac < 0:
            raise ValueError("a share is negative")
        total += frac
    if total < 1 - 1e-6 or total > 1 + 1e-6:
        raise ValueError("the shares do not add up to 1")
    sizes = [n * frac // 1 for frac in fracs]
    rest = n - int(sum(sizes))
    indices = list(range(n))
    random.Random(seed).shuffle(indices)
    stream = iter(indices)
    return [
        torch.tensor(list(islice(stream, int(size) + (i < rest))), dtype=torch.long) for i, size in enumerate(sizes)
    ]
