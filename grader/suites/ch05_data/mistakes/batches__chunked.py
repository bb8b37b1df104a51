"""Cuts with torch.chunk."""

import numpy as np
import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    order = torch.arange(n)
    if shuffle:
        order = torch.from_numpy(np.random.default_rng([seed, epoch]).permutation(n))
    parts = list(order.chunk(-(-n // batch_size)))
    if drop_last and len(parts[-1]) < batch_size:
        parts.pop()
    return parts
