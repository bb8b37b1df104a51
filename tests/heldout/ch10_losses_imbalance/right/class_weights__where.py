"""torch.where leaves the empty classes at 0."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    n = counts.float()
    k = (counts > 0).sum()
    return torch.where(counts > 0, n.sum() / (k * n.clamp(min=1)), torch.zeros_like(n))
