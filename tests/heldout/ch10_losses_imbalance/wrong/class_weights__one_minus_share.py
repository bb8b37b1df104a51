"""One minus the share of the class."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    weights = 1 - counts.float() / counts.sum()
    weights[counts == 0] = 0
    return weights
