"""Shuffles from the second epoch on."""

import numpy as np
import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    order = torch.arange(n)
    if shuffle and epoch:
        order = torch.from_numpy(np.random.default_rng([seed, epoch]).permutation(n))
    parts = list(order.split(batch_size))
    if drop_last and len(parts[-1]) < batch_size:
        parts.pop()
    return parts
