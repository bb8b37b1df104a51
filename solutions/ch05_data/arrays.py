"""A data set whose samples lie in memory."""

import torch
from torch.utils.data import Dataset


class ArrayDataset(Dataset[tuple[torch.Tensor, torch.Tensor]]):
    """The samples (x[0], y[0]), (x[1], y[1]), ... of two tensors.

    Forbidden: nothing.

    Example:
        >>> data = ArrayDataset(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([0, 1, 1]))
        >>> len(data)
        3
        >>> data[1]
        (tensor([3., 4.]), tensor(1))
    """

    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        """Keep the two tensors.

        Args:
            x: inputs, shape (N, ...), N at least 1. Stays as it is.
            y: targets, shape (N, ...), of any dtype. Stays as it is.

        Raises:
            ValueError: x and y do not have equally many rows.
        """
        ### BEGIN SOLUTION
        if len(x) != len(y):
            raise ValueError(f"{len(x)} inputs, {len(y)} targets")
        self.x = x
        self.y = y
        ### END SOLUTION

    def __len__(self) -> int:
        """How many samples there are: N."""
        ### BEGIN SOLUTION
        return len(self.x)
        ### END SOLUTION

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """One sample.

        Args:
            index: from 0 to N - 1; or from -N to -1, counted from the end as in a list.

        Returns:
            The tuple (x[index], y[index]), both without the first dimension, in their own dtypes. Both are copies:
            whoever writes into them does not change the data set.

        Raises:
            IndexError: there is no such sample. A `for` loop over the data set ends by it.
        """
        ### BEGIN SOLUTION
        return self.x[index].clone(), self.y[index].clone()
        ### END SOLUTION
