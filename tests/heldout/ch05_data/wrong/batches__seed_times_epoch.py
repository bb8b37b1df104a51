"""Multiplies seed and epoch: epoch 0 is the same for all seeds."""

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = torch.arange(n)
    if shuffle:
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed * epoch))
    out = list(order.split(batch_size))
    if drop_last and len(out[-1]) < batch_size:
        out.pop()
    return out
