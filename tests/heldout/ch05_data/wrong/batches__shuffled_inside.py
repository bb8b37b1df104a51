"""Shuffles within each batch."""

import torch


def batches(n, batch_size, shuffle, drop_last, seed, epoch):
    g = torch.Generator().manual_seed(seed + epoch)
    out = []
    for start in range(0, n, batch_size):
        batch = torch.arange(start, min(start + batch_size, n))
        if shuffle:
            batch = batch[torch.randperm(len(batch), generator=g)]
        if drop_last and len(batch) < batch_size:
            break
        out.append(batch)
    return out
