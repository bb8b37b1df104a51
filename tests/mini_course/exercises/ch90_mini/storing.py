"""Files, and callables that stay where they are."""

from collections.abc import Callable

import torch


def store(value: torch.Tensor, path: str) -> None:
    """Write value to the file at path with torch.save.

    Example:
        store([1, 2], path), and torch.load(path) is [1, 2]
    """
    raise NotImplementedError("store is not implemented yet")


def count_down(start: int) -> Callable[[], int]:
    """Return a function that gives start - 1, start - 2, ... one number a call."""
    raise NotImplementedError("count_down is not implemented yet")
