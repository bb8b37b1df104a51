"""Divides first, and replaces infinity."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    counts = counts.to(torch.float64)
    frequency = counts / counts.sum()
    weights = 1.0 / (torch.count_nonzero(counts) * frequency)
    weights[torch.isinf(weights)] = 0
    return weights.to(torch.float32)
