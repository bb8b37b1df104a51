"""Returns the samples of a batch as a list."""

import torch
from torch.utils.data import DataLoader


def make_loader(dataset, batch_size, shuffle, seed):
    g = torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_size, shuffle=shuffle, generator=g, collate_fn=lambda batch: batch)
