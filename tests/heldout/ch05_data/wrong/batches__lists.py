"""Returns lists of ints."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = list(range(n))
    if shuffle:
        np.random.default_rng([seed, epoch]).shuffle(order)
    out = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    if drop_last and len(out[-1]) < batch_size:
        out.pop()
    return out
