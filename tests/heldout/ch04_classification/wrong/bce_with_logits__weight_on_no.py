"""Weights the no answers."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    return -(y * F.logsigmoid(x) + pos_weight * (1 - y) * F.logsigmoid(-x)).mean()
