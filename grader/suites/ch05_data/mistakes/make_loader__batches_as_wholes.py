"""Shuffles the batches as wholes."""

from collections.abc import Iterator
from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset, Sampler


class _Batches(Sampler[list[int]]):
    def __init__(self, n: int, size: int, generator: torch.Generator) -> None:
        self.batches = [list(range(start, min(start + size, n))) for start in range(0, n, size)]
        self.generator = generator

    def __len__(self) -> int:
        return len(self.batches)

    def __iter__(self) -> Iterator[list[int]]:
        return iter([self.batches[i] for i in torch.randperm(len(self.batches), generator=self.generator).tolist()])


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    if not shuffle:
        return DataLoader(dataset, batch_size=batch_size)
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_sampler=_Batches(len(dataset), batch_size, generator))
