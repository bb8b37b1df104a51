"""Cuts the probabilities off near 0 and 1."""

import torch


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(x).clamp(1e-6, 1 - 1e-6)
    return -(pos_weight * y * p.log() + (1 - y) * (1 - p).log()).mean()
