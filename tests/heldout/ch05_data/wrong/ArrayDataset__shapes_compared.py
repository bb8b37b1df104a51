"""Compares whole shapes instead of the numbers of rows."""

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset):
    def __init__(self, x, y):
        if x.shape != y.shape:
            raise ValueError("x and y must have the same shape")
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index].clone(), self.y[index].clone()
