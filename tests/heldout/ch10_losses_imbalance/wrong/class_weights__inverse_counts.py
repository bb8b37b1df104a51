"""One over the count."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    weights = 1.0 / counts.float()
    weights[counts == 0] = 0.0
    return weights
