"""Counts one batch too many where batch_size divides n."""

import numpy as np
import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = torch.from_numpy(np.random.default_rng([seed, epoch]).permutation(n)) if shuffle else torch.arange(n)
    count = n // batch_size if drop_last else n // batch_size + 1
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(count)]
