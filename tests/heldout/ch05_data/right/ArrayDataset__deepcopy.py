"""Copies with the copy module."""

import copy

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset):
    def __init__(self, x, y):
        super(ArrayDataset, self).__init__()
        n_x = x.shape[0]
        n_y = y.shape[0]
        if n_x != n_y:
            raise ValueError("x has %d rows, y has %d" % (n_x, n_y))
        self.tensors = (x, y)

    def __len__(self):
        return self.tensors[0].size()[0]

    def __getitem__(self, index):
        sample = (self.tensors[0][index], self.tensors[1][index])
        return copy.deepcopy(sample)
