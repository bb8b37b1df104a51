"""Everything in numpy."""

import numpy as np
import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    shares = np.asarray(fracs, dtype=np.float64)
    if (shares < 0).any():
        raise ValueError("negative share")
    if not np.isclose(shares.sum(), 1.0, rtol=0, atol=1e-6):
        raise ValueError("shares must add up to 1")
    sizes = np.floor(n * shares).astype(int)
    sizes[: n - sizes.sum()] += 1
    order = np.random.default_rng(seed).permutation(n)
    return [torch.from_numpy(part.astype(np.int64)) for part in np.split(order, np.cumsum(sizes)[:-1])]
