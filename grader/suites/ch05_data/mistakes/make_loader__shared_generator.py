"""One generator for all loaders."""

from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset

_GENERATOR = torch.Generator()


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    _GENERATOR.manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, generator=_GENERATOR)
