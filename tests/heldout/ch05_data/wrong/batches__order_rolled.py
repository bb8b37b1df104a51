"""Rolls one fixed order by the epoch, so the neighbours stay the same."""

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = torch.arange(n)
    if shuffle:
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).roll(epoch)
    out = list(order.split(batch_size))
    if drop_last and len(out[-1]) < batch_size:
        out.pop()
    return out
