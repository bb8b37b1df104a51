"""Multiplies the probability by the weight, inside the logarithm."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1)[torch.arange(len(y)), y]
    return -torch.log(w[y] * p).sum() / w[y].sum()
