"""Both parts by softplus."""

import torch
from torch.nn import functional as F


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.size() != y.size():
        raise ValueError("x and y need the same shape")
    losses = torch.addcmul((1 - y) * F.softplus(x), pos_weight * y, F.softplus(-x))
    return losses.sum() / losses.numel()
