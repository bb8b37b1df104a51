"""The share of the class: frequent ones get more."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    counts = torch.bincount(y)[y].float()
    return counts / counts.sum()
