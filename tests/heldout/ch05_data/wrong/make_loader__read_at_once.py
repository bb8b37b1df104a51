"""Reads all samples before the first batch."""

import torch
from torch.utils.data import DataLoader


def make_loader(dataset, batch_size, shuffle, seed):
    samples = [dataset[i] for i in range(len(dataset))]
    g = torch.Generator().manual_seed(seed)
    return DataLoader(samples, batch_size=batch_size, shuffle=shuffle, generator=g)
