"""One generator for all loaders of the program."""

import torch
from torch.utils.data import DataLoader

_generator = torch.Generator()


def make_loader(dataset, batch_size, shuffle, seed):
    _generator.manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, generator=_generator)
