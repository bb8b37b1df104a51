"""Divides by 0."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    k = (counts > 0).sum()
    return counts.sum() / (k * counts.float())
