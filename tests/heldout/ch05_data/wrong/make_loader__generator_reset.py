"""A sampler that seeds its generator anew in each epoch."""

import torch
from torch.utils.data import DataLoader, Sampler


class SeededSampler(Sampler):
    def __init__(self, data_source, seed):
        self.data_source = data_source
        self.seed = seed

    def __len__(self):
        return len(self.data_source)

    def __iter__(self):
        g = torch.Generator()
        g.manual_seed(self.seed)
        return iter(torch.randperm(len(self.data_source), generator=g).tolist())


def make_loader(dataset, batch_size, shuffle, seed):
    sampler = SeededSampler(dataset, seed) if shuffle else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler)
