"""Uses logsigmoid of x and of -x."""

import torch
import torch.nn.functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("x and y must have the same shape")
    loss = -(pos_weight * y * F.logsigmoid(x) + (1 - y) * F.logsigmoid(-x))
    return loss.mean()
