"""Drops the last batch."""

import torch
from torch.utils.data import DataLoader


def make_loader(dataset, batch_size, shuffle, seed):
    g = torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, drop_last=True, generator=g)
