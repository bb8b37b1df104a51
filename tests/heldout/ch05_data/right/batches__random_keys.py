"""Sorts random keys; a generator function inside."""

import math

import numpy as np
import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    def cut():
        order = torch.arange(0, n, dtype=torch.int64)
        if shuffle:
            keys = np.random.RandomState([seed, epoch]).rand(n)
            order = torch.from_numpy(np.argsort(keys, kind="stable").astype("int64"))
        count = n // batch_size if drop_last else math.ceil(n / batch_size)
        for k in range(count):
            yield order[k * batch_size : min(n, (k + 1) * batch_size)].clone()

    return list(cut())
