"""Adds a small number to the counts."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    k = (counts > 0).sum()
    return counts.sum() / (k * (counts.float() + 1e-6))
