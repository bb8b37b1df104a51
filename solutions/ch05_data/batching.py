"""Which samples go into which batch."""

import numpy as np
import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    """Cut the indices of n samples into the batches of one epoch.

    Every batch has batch_size indices, except that the last one may have fewer. No index comes twice, and none is
    missing, but for those of a last batch that is dropped. No batch is empty.

    Args:
        n: how many samples there are, at least 1.
        batch_size: how many indices a batch has, at least 1; may be larger than n.
        shuffle: False keeps the order 0, 1, 2, ...; True puts the samples into a random order before they are cut
            into batches, so that the batches have other members in every epoch.
        drop_last: True leaves out a last batch that has fewer than batch_size indices.
        seed: 0 or more. Together with `epoch` it alone decides the random order: another seed gives another order.
        epoch: 0 or more. With the same seed every epoch has an order of its own; the same seed and epoch give the same
            order again.

    Returns:
        The batches, a list of 1-D int64 tensors.

    Forbidden: nothing.

    Example:
        >>> batches(7, 3, shuffle=False, drop_last=False, seed=0, epoch=0)
        [tensor([0, 1, 2]), tensor([3, 4, 5]), tensor([6])]
    """
    ### BEGIN SOLUTION
    order = torch.arange(n)
    if shuffle:
        order = torch.from_numpy(np.random.default_rng([seed, epoch]).permutation(n))
    parts = list(order.split(batch_size))
    if drop_last and len(parts[-1]) < batch_size:
        parts.pop()
    return parts
    ### END SOLUTION
