"""Gathers log p, and takes p from it."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    logp = F.log_softmax(logits, dim=1).gather(1, y.view(-1, 1)).view(-1)
    p = logp.exp()
    return (-alpha[y] * (1 - p) ** gamma * logp).mean()
