"""Divides by 0."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    present = counts > 0
    weights = counts.sum() / (present.sum() * counts)
    return weights
