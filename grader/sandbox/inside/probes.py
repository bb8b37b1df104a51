"""Layers of ours that make numbers of how a model is used: its mode, the graphs that it holds, its calls."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class ModeGain(nn.Module):
    """Multiplies by one factor in training mode and by another in evaluation mode: the mode becomes a number."""

    def __init__(self, train: float, eval: float) -> None:  # noqa: A002  named as nn.Module.eval
        super().__init__()
        self.gains = (train, eval)

    def forward(self, x: Tensor) -> Tensor:
        """x, any shape, times the factor of the current mode."""
        return x * self.gains[0 if self.training else 1]


class Probe(nn.Module):
    """Passes x through and records [training flag, grad mode, batch length] of every forward call."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[list[object]] = []

    def forward(self, x: Tensor) -> Tensor:
        """x itself."""
        self.records.append([self.training, torch.is_grad_enabled(), len(x)])
        return x


class GraphGain(nn.Module):
    """Multiplies by 1 + step * n, where n of its earlier results wait for their backward pass."""

    def __init__(self, step: float) -> None:
        super().__init__()
        self.step, self.waiting = step, 0

    def forward(self, x: Tensor) -> Tensor:
        """x, any shape, times the factor of the moment."""
        result = x * (1 + self.step * self.waiting)
        if result.requires_grad:
            self.waiting += 1
            result.register_hook(self._went_back)  # type: ignore[no-untyped-call]
        return result

    def _went_back(self, grad: Tensor) -> None:
        self.waiting -= 1


class FailsAfter(nn.Module):
    """Passes x through `calls` times and then raises RuntimeError, as a program does that is interrupted."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self.calls_left = calls

    def forward(self, x: Tensor) -> Tensor:
        """x itself."""
        if self.calls_left <= 0:
            raise RuntimeError("the program is interrupted here")
        self.calls_left -= 1
        return x
