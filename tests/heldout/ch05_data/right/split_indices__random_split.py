"""Computes the sizes and leaves the dealing to torch's random_split."""

import math

import torch
from torch.utils.data import random_split


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or not math.isclose(math.fsum(fracs), 1, rel_tol=0, abs_tol=1e-6):
        raise ValueError(fracs)
    lengths = [math.floor(n * f) for f in fracs]
    left = n - sum(lengths)
    lengths = [length + 1 if i < left else length for i, length in enumerate(lengths)]
    subsets = random_split(range(n), lengths, generator=torch.Generator().manual_seed(seed))
    return [torch.tensor(list(subset.indices), dtype=torch.int64) for subset in subsets]
