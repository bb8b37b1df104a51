"""Selects small and large errors, sums each, and divides by all."""

import torch


def _check(a: torch.Tensor, b: torch.Tensor) -> None:
    if a.dim() != b.dim() or any(m != n for m, n in zip(a.shape, b.shape)):
        raise ValueError("pred and target differ in shape")


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    _check(pred, target)
    e = (pred - target).flatten()
    small = e[e.abs() <= delta]
    large = e[e.abs() > delta]
    total = small.square().sum() / 2 + (delta * large.abs() - delta**2 / 2).sum()
    return total / e.numel()
