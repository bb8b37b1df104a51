"""A DataLoader whose order can be repeated."""

from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset


def make_loader(dataset: Dataset[Any], batch_size: int, shuffle: bool, seed: int) -> DataLoader[Any]:
    """A DataLoader over a data set, without worker processes.

    Every walk over it is an epoch. It reads a sample when its batch is due, not before, and keeps the last batch, also
    where that is smaller.

    Args:
        dataset: a map-style data set: it has len() and gives a sample (x, y) for each index.
        batch_size: how many samples a batch has.
        shuffle: False keeps the data set's order in every epoch; True gives a random order that differs from epoch to
            epoch.
        seed: 0 or more. It alone decides the random orders: two loaders with the same seed give the same order in
            their first epoch, the same in their second and so on, whatever other random numbers the program draws and
            whichever of them is walked first. Another seed gives other orders.

    Returns:
        The torch.utils.data.DataLoader, with num_workers=0. Its batches are what a DataLoader makes of samples by
        itself: [x, y] with the samples' tensors stacked along a new first dimension.

    Forbidden: nothing.

    Example:
        >>> data = [(torch.tensor([1.0]), torch.tensor(0)), (torch.tensor([2.0]), torch.tensor(1))]
        >>> list(make_loader(data, batch_size=2, shuffle=False, seed=0))
        [[tensor([[1.],
                [2.]]), tensor([0, 1])]]
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, generator=generator)
    ### END SOLUTION
