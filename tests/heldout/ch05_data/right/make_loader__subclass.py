"""A DataLoader that seeds its own generator at the beginning of each epoch."""

import torch
from torch.utils.data import DataLoader


class SeededLoader(DataLoader):
    def __init__(self, dataset, batch_size, shuffle, seed):
        super().__init__(dataset, batch_size=batch_size, shuffle=shuffle, generator=torch.Generator())
        self.__dict__["seed"] = seed
        self.__dict__["epoch"] = 0

    def __iter__(self):
        self.generator.manual_seed(1009 * self.seed + self.epoch)
        self.__dict__["epoch"] += 1
        return super().__iter__()


def make_loader(dataset, batch_size, shuffle, seed):
    return SeededLoader(dataset, batch_size, shuffle, seed)
