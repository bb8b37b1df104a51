"""Does not use the seed."""

from typing import Any

from torch.utils.data import DataLoader, Dataset


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle)
