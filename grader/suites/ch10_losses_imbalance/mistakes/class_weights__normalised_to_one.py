"""Weights that add up to 1."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    present = counts > 0
    weights = 1 / counts.clamp(min=1) / (present / counts.clamp(min=1)).sum()
    return torch.where(present, weights, 0.0)
