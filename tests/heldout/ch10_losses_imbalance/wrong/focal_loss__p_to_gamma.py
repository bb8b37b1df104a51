"""Raises p, not 1 - p."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
    p = logp.exp()
    return (-alpha[y] * p**gamma * logp).mean()
