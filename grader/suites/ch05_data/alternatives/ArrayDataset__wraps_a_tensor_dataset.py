"""PyTorch's own TensorDataset, with copies."""

from torch.utils.data import Dataset, TensorDataset


class ArrayDataset(Dataset):
    def __init__(self, x, y):
        if x.size(0) != y.size(0):
            raise ValueError("unequal lengths")
        self.tensors = TensorDataset(x, y)

    def __len__(self):
        return self.tensors.tensors[0].size(0)

    def __getitem__(self, i):
        n = len(self)
        if i < 0:
            i += n
        if not 0 <= i < n:
            raise IndexError("out of range")
        return tuple(part.clone() for part in self.tensors[i])
