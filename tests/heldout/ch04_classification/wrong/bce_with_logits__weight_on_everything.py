"""Multiplies the whole loss by the weight."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    loss = -(y * F.logsigmoid(x) + (1 - y) * F.logsigmoid(-x))
    return (pos_weight * loss).mean()
