"""NumPy's generator and array_split at the boundaries."""

import numpy as np
import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    shares = np.asarray(fracs)
    if (shares < 0).any() or abs(shares.sum() - 1) > 1e-6:
        raise ValueError(fracs)
    sizes = np.floor(n * shares).astype(int)
    sizes[: n - sizes.sum()] += 1
    order = np.random.default_rng(seed).permutation(n)
    return [torch.from_numpy(part) for part in np.split(order, np.cumsum(sizes)[:-1])]
