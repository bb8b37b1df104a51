"""Draws the epochs one after the other from one generator."""

import random

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = list(range(n))
    if shuffle:
        rng = random.Random(seed)
        for _ in range(epoch + 1):
            rng.shuffle(order)
    result, batch = [], []
    for index in order:
        batch.append(index)
        if len(batch) == batch_size:
            result.append(torch.tensor(batch))
            batch = []
    if batch and not drop_last:
        result.append(torch.tensor(batch))
    return result
