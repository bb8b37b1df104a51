"""Gives one number for each class."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    _, counts = torch.unique(y, return_counts=True)
    weights = 1.0 / counts.float()
    return weights / weights.sum()
