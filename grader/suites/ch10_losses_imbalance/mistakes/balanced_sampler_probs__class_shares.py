"""The share of each class."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    counts = y.bincount()
    return counts / len(y)
