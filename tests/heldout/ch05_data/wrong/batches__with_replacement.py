"""Draws each batch at random: indices come twice, others never."""

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = torch.arange(n)
    if shuffle:
        order = torch.randint(0, n, (n,), generator=torch.Generator().manual_seed(seed + 1000 * epoch))
    out = list(order.split(batch_size))
    if drop_last and len(out[-1]) < batch_size:
        out.pop()
    return out
