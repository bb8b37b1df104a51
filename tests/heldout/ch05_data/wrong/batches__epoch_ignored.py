"""The same order in every epoch."""

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    if shuffle:
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    else:
        order = torch.arange(n)
    out = list(order.split(batch_size))
    if drop_last and len(out[-1]) < batch_size:
        out = out[:-1]
    return out
