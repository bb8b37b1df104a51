"""Shuffles the data set once and for all."""

import torch
from torch.utils.data import DataLoader, Subset


def make_loader(dataset, batch_size, shuffle, seed):
    if shuffle:
        order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed)).tolist()
        dataset = Subset(dataset, order)
    return DataLoader(dataset, batch_size=batch_size, shuffle=False)
