"""The smallest count divided by each."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    present = counts > 0
    weights = counts[present].min() / counts.clamp(min=1)
    return torch.where(present, weights, 0.0)
