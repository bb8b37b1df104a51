"""1 minus the share."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    present = counts > 0
    weights = 1 - counts / counts.sum()
    return torch.where(present, weights, 0.0)
