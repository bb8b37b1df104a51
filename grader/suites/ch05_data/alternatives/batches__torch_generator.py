"""A torch generator, reseeded; slices."""

import math

import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    generator = torch.Generator()
    generator.manual_seed(seed + epoch)
    indices = torch.randperm(n, generator=generator) if shuffle else torch.arange(n)
    count = n // batch_size if drop_last else math.ceil(n / batch_size)
    return [indices[batch_size * i : batch_size * (i + 1)] for i in range(count)]
