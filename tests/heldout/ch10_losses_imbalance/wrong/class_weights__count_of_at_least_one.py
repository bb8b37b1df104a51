"""Pretends that an empty class has one sample."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    k = (counts > 0).sum()
    return counts.sum() / (k * counts.clamp(min=1).float())
