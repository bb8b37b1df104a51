"""Divided by the sum of the weights."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    yes, no = F.logsigmoid(x), F.logsigmoid(-x)
    weight = pos_weight * y + 1 - y
    return -(pos_weight * y * yes + (1 - y) * no).sum() / weight.sum()
