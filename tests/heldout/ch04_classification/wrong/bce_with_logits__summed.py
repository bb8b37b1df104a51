"""Adds up over all elements."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    return -(pos_weight * y * F.logsigmoid(x) + (1 - y) * F.logsigmoid(-x)).sum()
