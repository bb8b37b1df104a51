"""Which samples are for training, which for validation and which for the test."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    """Deal the indices 0 to n - 1 out to several parts, at random; every index goes to exactly one of them.

    Part i gets n * fracs[i] indices, rounded down. Those that are left over then go one by one to the first parts: one
    to part 0, one to part 1 and so on, until none is left.

    Args:
        n: how many samples there are, at least 1.
        fracs: the share of each part, from 0 to 1. They add up to 1 but for rounding errors, as 0.7 + 0.2 + 0.1 does.
        seed: 0 or more. It alone decides who goes where: the same seed gives the same parts again, whatever other
            random numbers the program draws, and another seed gives other parts.

    Returns:
        A list of 1-D int64 tensors, one for each share; one with no index has shape (0,). The order within a part is
        up to you.

    Raises:
        ValueError: a share is negative, or the shares do not add up to 1 (more than 1e-6 is missing or too much).

    Forbidden: nothing.

    Example:
        11 * 0.5, 11 * 0.3 and 11 * 0.2 are 5, 3 and 2 when rounded down; one is left over and goes to the first part.

        >>> parts = split_indices(11, [0.5, 0.3, 0.2], seed=0)
        >>> [len(part) for part in parts]
        [6, 3, 2]
        >>> torch.cat(parts).sort().values.tolist()
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    """
    raise NotImplementedError("split_indices is not implemented yet")
