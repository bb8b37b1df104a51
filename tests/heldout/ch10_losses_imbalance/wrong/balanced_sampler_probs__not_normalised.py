"""Inverse counts, as WeightedRandomSampler would take them too."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    counts = torch.bincount(y)
    return 1.0 / counts[y].float()
