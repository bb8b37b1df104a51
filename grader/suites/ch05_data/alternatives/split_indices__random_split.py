"""PyTorch's own random_split deals by the same rule."""

import math

import torch
from torch.utils.data import random_split


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if any(frac < 0 for frac in fracs) or not math.isclose(sum(fracs), 1, abs_tol=1e-6):
        raise ValueError("the shares must add up to 1")
    counts = [math.floor(n * frac) for frac in fracs]
    missing = n - sum(counts)
    counts = [count + (part < missing) for part, count in enumerate(counts)]
    subsets = random_split(range(n), counts, generator=torch.Generator().manual_seed(seed))
    return [torch.tensor(list(subset.indices), dtype=torch.int64) for subset in subsets]
