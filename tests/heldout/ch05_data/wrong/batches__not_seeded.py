"""Draws from the global generator."""

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    order = torch.randperm(n) if shuffle else torch.arange(n)
    out = list(order.split(batch_size))
    if drop_last and len(out[-1]) < batch_size:
        out = out[:-1]
    return out
