"""Takes the largest label plus 1 for the number of classes."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    counts = torch.bincount(y)
    return 1.0 / (len(counts) * counts[y].float())
