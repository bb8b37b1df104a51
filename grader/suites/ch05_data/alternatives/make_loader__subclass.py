"""A subclass that seeds by epoch, with its own collate."""

import torch
from torch.utils.data import DataLoader


class SeededLoader(DataLoader):
    def __init__(self, dataset, batch_size, shuffle, seed):
        self.rng = torch.Generator().manual_seed(seed)
        super().__init__(dataset, batch_size=batch_size, shuffle=shuffle, generator=self.rng, collate_fn=self.together)

    @staticmethod
    def together(samples):
        inputs, targets = zip(*samples, strict=True)
        return torch.stack(inputs), torch.stack(targets)


def make_loader(dataset, batch_size, shuffle, seed):
    return SeededLoader(dataset, batch_size, shuffle, seed)
