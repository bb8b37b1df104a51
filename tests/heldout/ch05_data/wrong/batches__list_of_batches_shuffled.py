"""Cuts first and then shuffles the batches."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    out = list(torch.arange(n).split(batch_size))
    if drop_last and len(out[-1]) < batch_size:
        out = out[:-1]
    if shuffle:
        order = np.random.default_rng([seed, epoch]).permutation(len(out))
        out = [out[i] for i in order]
    return out
