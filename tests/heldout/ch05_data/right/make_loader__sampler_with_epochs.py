"""A sampler that counts the epochs and seeds a generator for each."""

import numpy as np
from torch.utils.data import DataLoader, Sampler


class EpochSampler(Sampler):
    def __init__(self, n, seed):
        self.n, self.seed, self.epoch = n, seed, 0

    def __len__(self):
        return self.n

    def __iter__(self):
        rng = np.random.default_rng([self.seed, self.epoch])
        self.epoch += 1
        return iter(rng.permutation(self.n).tolist())


def make_loader(dataset, batch_size, shuffle, seed):
    sampler = EpochSampler(len(dataset), seed) if shuffle else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, drop_last=False, num_workers=0)
