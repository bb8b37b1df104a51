"""Runs that give the same result each time."""

import random
from collections.abc import Callable

import numpy as np
import torch


def reproducible_run(seed: int, f: Callable[[], torch.Tensor]) -> torch.Tensor:
    """Seed every random number generator that f may draw from, then run f once.

    f may draw from Python's `random`, from NumPy's global generator (`np.random.rand` and friends)
    and from torch. Give all three the seed itself, as it is, each through the function that seeds
    that library's global generator.

    Args:
        seed: 0 <= seed < 2**32.
        f: takes nothing and returns a tensor.

    Returns:
        What f returned.

    Forbidden: nothing.

    Example:
        Seeded with 0, the first number is 0.8444 from Python, 0.5488 from NumPy and 0.4963 from torch.

        >>> def draw():
        ...     return torch.tensor([random.random(), np.random.rand(), torch.rand(()).item()])
        >>> reproducible_run(0, draw)
        tensor([0.8444, 0.5488, 0.4963])
    """
    ### BEGIN SOLUTION
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002  f may draw from the global generator
    torch.manual_seed(seed)
    return f()
    ### END SOLUTION
