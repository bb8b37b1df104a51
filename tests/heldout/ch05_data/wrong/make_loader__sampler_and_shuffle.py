"""Gives a sampler and shuffle=True, which DataLoader refuses."""

import torch
from torch.utils.data import DataLoader, RandomSampler


def make_loader(dataset, batch_size, shuffle, seed):
    sampler = RandomSampler(dataset, generator=torch.Generator().manual_seed(seed)) if shuffle else None
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, sampler=sampler)
