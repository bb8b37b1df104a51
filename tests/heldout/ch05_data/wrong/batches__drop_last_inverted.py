"""Keeps the short batch when it should be dropped."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n) if shuffle else np.arange(n)
    out = list(torch.from_numpy(order).split(batch_size))
    if not drop_last and n % batch_size:
        out = out[:-1]
    return out
