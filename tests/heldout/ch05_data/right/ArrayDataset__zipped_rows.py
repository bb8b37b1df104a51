"""Keeps a list of pairs, made by a strict zip, which raises ValueError by itself."""

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset[tuple[torch.Tensor, torch.Tensor]]):
    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        self._pairs = list(zip(x.unbind(0), y.unbind(0), strict=True))

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        a, b = self._pairs[index]
        return torch.clone(a), torch.clone(b)
