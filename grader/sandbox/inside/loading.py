"""Data sets that are built from their samples, and callables that walk, load and overwrite what a call gave back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset


class Samples(Dataset[tuple[object, ...]]):
    """A map-style data set of the samples that were given; counts how many were read."""

    def __init__(self, items: list[tuple[object, ...]]) -> None:
        self.items = items
        self.reads = 0

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> tuple[object, ...]:
        self.reads += 1
        return self.items[index]


def walked(most: int) -> Callable[[Iterable[object]], list[object]]:
    """(iterable) -> what one walk over it gives, in order, at most `most` items."""

    def walk(iterable: Iterable[object]) -> list[object]:
        return list(islice(iterable, most))

    return walk


def loaded(batch_size: int) -> Callable[[Dataset[Any]], list[object]]:
    """(data set) -> the batches that a DataLoader without worker processes makes of it, in order."""

    def load(dataset: Dataset[Any]) -> list[object]:
        return list(DataLoader(dataset, batch_size=batch_size, num_workers=0))

    return load


def overwritten(value: float) -> Callable[[object], None]:
    """(nest of tensors) -> every number in them becomes `value`, in place: what shares their memory changes too."""

    def overwrite(nest: object) -> None:
        if isinstance(nest, Tensor):
            with torch.no_grad():
                nest.fill_(value)
        elif isinstance(nest, (list, tuple)):
            for part in nest:
                overwrite(part)

    return overwrite


LOADING: dict[str, Callable[..., Callable[..., object]]] = {
    "walked": walked,
    "loaded": loaded,
    "overwritten": overwritten,
}
