"""One random order for the seed, which each epoch begins somewhere else."""

import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    order = torch.arange(n)
    if shuffle:
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).roll(epoch)
    parts = list(order.split(batch_size))
    if drop_last and len(parts[-1]) < batch_size:
        parts.pop()
    return parts
