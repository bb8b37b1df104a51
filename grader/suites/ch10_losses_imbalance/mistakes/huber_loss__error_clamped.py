"""Clamps the error, then squares."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("the shapes differ")
    error = pred - target
    return (error.clamp(-delta, delta) ** 2 / 2).mean()
