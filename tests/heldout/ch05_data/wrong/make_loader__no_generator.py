"""Does not use the seed."""

from torch.utils.data import DataLoader


def make_loader(dataset, batch_size, shuffle, seed):
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, num_workers=0)
