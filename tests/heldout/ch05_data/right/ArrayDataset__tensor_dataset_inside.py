"""Wraps torch's TensorDataset."""

import torch
from torch.utils.data import Dataset, TensorDataset


class ArrayDataset(Dataset[tuple[torch.Tensor, torch.Tensor]]):
    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        super().__init__()
        if x.size(0) != y.size(0):
            raise ValueError("x and y must have the same number of rows")
        self.inner = TensorDataset(x, y)

    def __len__(self) -> int:
        return len(self.inner)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        return tuple(part.detach().clone() for part in self.inner[index])
