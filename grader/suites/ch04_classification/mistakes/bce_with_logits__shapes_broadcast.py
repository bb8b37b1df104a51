"""Shapes are not compared."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    yes, no = F.logsigmoid(x), F.logsigmoid(-x)
    return -(pos_weight * y * yes + (1 - y) * no).mean()
