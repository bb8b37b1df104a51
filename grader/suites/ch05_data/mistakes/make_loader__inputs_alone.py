"""Collates the inputs only."""

from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    generator = torch.Generator().manual_seed(seed)

    def inputs(batch: list[Any]) -> torch.Tensor:
        return torch.stack([x for x, _ in batch])

    return DataLoader(dataset, batch_size, shuffle, generator=generator, collate_fn=inputs)
