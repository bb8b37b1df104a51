"""Makes inverse counts add up to 1 by softmax."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    _, inverse, counts = torch.unique(y, return_inverse=True, return_counts=True)
    return torch.softmax(1.0 / counts[inverse].float(), dim=0)
