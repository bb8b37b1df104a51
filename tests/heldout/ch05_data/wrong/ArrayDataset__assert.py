"""Checks the lengths with assert, as TensorDataset does."""

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset):
    def __init__(self, x, y):
        assert x.size(0) == y.size(0), "Size mismatch between tensors"
        self.x = x
        self.y = y

    def __len__(self):
        return self.x.size(0)

    def __getitem__(self, index):
        return self.x[index].clone(), self.y[index].clone()
