"""Compares the shapes with zip, which stops at the shorter one: (N, 1) against (N,) slips through."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    for a, b in zip(pred.shape, target.shape):
        if a != b:
            raise ValueError("shapes differ")
    return ((pred - target) ** 2).mean()
