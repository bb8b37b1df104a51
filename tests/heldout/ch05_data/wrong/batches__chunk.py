"""torch.chunk takes the number of batches, and evens out their sizes."""

import math

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n) if shuffle else np.arange(n)
    out = list(torch.from_numpy(order).chunk(math.ceil(n / batch_size)))
    if drop_last and len(out[-1]) < batch_size:
        out.pop()
    return out
