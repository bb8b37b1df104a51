"""Keeps the probability above a small number before the logarithm."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1).clamp(1e-7, 1 - 1e-7)
    losses = -torch.log(p.gather(1, y.view(-1, 1)).view(-1))
    weights = w[y]
    return (weights * losses).sum() / weights.sum()
