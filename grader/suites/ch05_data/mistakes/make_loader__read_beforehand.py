"""Reads everything beforehand."""

from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    generator = torch.Generator().manual_seed(seed)
    samples = [dataset[i] for i in range(len(dataset))]
    return DataLoader(samples, batch_size, shuffle, generator=generator)
