"""Returns float64."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    _, inverse, counts = torch.unique(y, return_inverse=True, return_counts=True)
    return (1.0 / (len(counts) * counts.double()))[inverse]
