"""Drops the last batch even where it is full."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = np.arange(n)
    if shuffle:
        order = np.random.default_rng([seed, epoch]).permutation(n)
    out = list(torch.from_numpy(order).split(batch_size))
    return out[:-1] if drop_last else out
