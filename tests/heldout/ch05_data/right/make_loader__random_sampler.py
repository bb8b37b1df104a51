"""Makes the sampler by hand."""

import torch
from torch.utils.data import DataLoader, RandomSampler, SequentialSampler


def make_loader(dataset, batch_size, shuffle, seed):
    if shuffle:
        sampler = RandomSampler(dataset, generator=torch.Generator().manual_seed(seed))
    else:
        sampler = SequentialSampler(dataset)
    return DataLoader(dataset, batch_size, sampler=sampler)
