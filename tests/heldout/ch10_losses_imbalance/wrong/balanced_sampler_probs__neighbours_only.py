"""Counts runs of equal labels, not classes."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    _, inverse, counts = torch.unique_consecutive(y, return_inverse=True, return_counts=True)
    return (1.0 / (len(counts) * counts.float()))[inverse]
