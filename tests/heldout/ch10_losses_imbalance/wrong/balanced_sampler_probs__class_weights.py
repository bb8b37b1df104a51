"""The weights of the loss, N / (K n)."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    _, inverse, counts = torch.unique(y, return_inverse=True, return_counts=True)
    return (len(y) / (len(counts) * counts.float()))[inverse]
