"""A batch sampler that cuts by itself, with Python's random."""

import random

from torch.utils.data import DataLoader


class Batches:
    def __init__(self, n, size, rng):
        self.n = n
        self.size = size
        self.rng = rng

    def __len__(self):
        return (self.n + self.size - 1) // self.size

    def __iter__(self):
        order = list(range(self.n))
        if self.rng is not None:
            self.rng.shuffle(order)
        for start in range(0, self.n, self.size):
            yield order[start : start + self.size]


def make_loader(dataset, batch_size, shuffle, seed):
    rng = random.Random(seed) if shuffle else None
    return DataLoader(dataset, batch_sampler=Batches(len(dataset), batch_size, rng))
