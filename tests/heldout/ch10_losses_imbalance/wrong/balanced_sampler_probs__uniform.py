"""The same for every sample."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    return torch.full((len(y),), 1 / len(y))
