"""Counts gaps as classes."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    counts = y.bincount()
    return 1 / (len(counts) * counts[y])
