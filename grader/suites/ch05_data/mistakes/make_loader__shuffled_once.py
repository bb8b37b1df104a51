"""Shuffles once, when it is made."""

from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset, Subset


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    generator = torch.Generator().manual_seed(seed)
    if shuffle:
        dataset = Subset(dataset, torch.randperm(len(dataset), generator=generator).tolist())
    return DataLoader(dataset, batch_size=batch_size)
