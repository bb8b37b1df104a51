"""A small number below the line."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    present = counts > 0
    weights = counts.sum() / (present.sum() * (counts + 1e-6))
    return weights
