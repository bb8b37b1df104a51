"""The generator of the lesson, and slices."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    if shuffle:
        order = np.random.default_rng([seed, epoch]).permutation(n)
    else:
        order = np.arange(n)
    out = [torch.as_tensor(order[i : i + batch_size], dtype=torch.int64) for i in range(0, n, batch_size)]
    if drop_last and len(out[-1]) < batch_size:
        out.pop()
    return out
