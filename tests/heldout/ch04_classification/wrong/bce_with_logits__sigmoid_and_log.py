"""Follows the formula on paper."""

import torch


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(x)
    return -(pos_weight * y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
