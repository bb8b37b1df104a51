"""Random inputs for hidden suites: float64 tensors whose values float32 holds exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import torch
from torch import Tensor

T = TypeVar("T")


class Rng:
    """A generator of its own, never torch's global one."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int) -> Tensor:
        """Standard normal values, float64 of this shape."""
        return torch.randn(shape, generator=self._generator, dtype=torch.float32).double()

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        """Uniform values from [low, high), float64 of this shape."""
        return (low + (high - low) * torch.rand(shape, generator=self._generator)).float().double()

    def integers(self, *shape: int, low: int = 0, high: int = 10) -> Tensor:
        """Whole numbers from [low, high), int64 of this shape."""
        return torch.randint(low, high, shape, generator=self._generator)

    def labels(self, n: int, classes: int) -> Tensor:
        """n class labels, int64; every class occurs where n >= classes."""
        return torch.cat([torch.arange(classes), self.integers(max(n - classes, 0), high=classes)])[:n][
            self.permutation(n)
        ]

    def bernoulli(self, *shape: int, p: float = 0.5) -> Tensor:
        """True with probability p, bool of this shape."""
        return torch.rand(shape, generator=self._generator) < p

    def permutation(self, n: int) -> Tensor:
        """0 to n - 1 in random order, int64."""
        return torch.randperm(n, generator=self._generator)

    def integer(self, low: int, high: int) -> int:
        """One whole number from [low, high)."""
        return int(self.integers(1, low=low, high=high))

    def number(self, low: float, high: float) -> float:
        """One number from [low, high) that float32 holds exactly."""
        return float(self.uniform(1, low=low, high=high))

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.integer(0, len(options))]
