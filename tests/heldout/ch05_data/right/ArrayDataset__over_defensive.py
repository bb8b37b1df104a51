"""Checks everything there is to check and makes the index positive by hand."""

import operator

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset[tuple[torch.Tensor, torch.Tensor]]):
    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        for name, value in (("x", x), ("y", y)):
            if not isinstance(value, torch.Tensor):
                raise TypeError(f"{name} must be a tensor")
        if x.shape[:1] != y.shape[:1]:
            raise ValueError(f"x has {x.shape[0]} rows, y has {y.shape[0]}")
        self.inputs, self.targets, self.size = x.clone(), y.clone(), int(x.shape[0])

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        index = operator.index(index)
        if index < -self.size or index >= self.size:
            raise IndexError(f"index {index} is out of range for {self.size} samples")
        if index < 0:
            index += self.size
        return self.inputs[index].clone(), self.targets[index].clone()
