"""Returns weights for the classes that occur only."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    counts = counts[counts > 0]
    return counts.sum() / (len(counts) * counts.float())
