"""Adds a small number inside the logarithm."""

import torch


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1)[torch.arange(len(y)), y]
    return -torch.log(p + 1e-8).mean()
