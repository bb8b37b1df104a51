"""Shuffles each batch in itself."""

import numpy as np
import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    order = torch.arange(n)
    parts = list(order.split(batch_size))
    if drop_last and len(parts[-1]) < batch_size:
        parts.pop()
    if shuffle:
        rng = np.random.default_rng([seed, epoch])
        parts = [part[torch.from_numpy(rng.permutation(len(part)))] for part in parts]
    return parts
