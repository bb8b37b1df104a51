"""Slices, so the first dimension stays."""

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("lengths differ")
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError
        return self.x[index : index + 1].clone(), self.y[index : index + 1].clone()
