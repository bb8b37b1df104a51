"""Multiplies the whole loss by 1 + (w - 1) y."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    loss = -(y * F.logsigmoid(x) + (1 - y) * F.logsigmoid(-x))
    return (loss * (1 + (pos_weight - 1) * y)).mean()
