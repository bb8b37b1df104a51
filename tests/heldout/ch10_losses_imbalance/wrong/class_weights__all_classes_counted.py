"""Counts empty classes in K."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    total = counts.sum().float()
    weights = total / (len(counts) * counts.float())
    weights[counts == 0] = 0
    return weights
