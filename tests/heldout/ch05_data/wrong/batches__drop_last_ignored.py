"""Does not look at drop_last."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n) if shuffle else np.arange(n)
    return [torch.from_numpy(order[i : i + batch_size]) for i in range(0, n, batch_size)]
