"""Seeds the global generator once."""

import torch
from torch.utils.data import DataLoader


def make_loader(dataset, batch_size, shuffle, seed):
    torch.manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle)
