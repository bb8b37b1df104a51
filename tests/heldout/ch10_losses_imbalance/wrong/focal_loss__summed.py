"""Adds up the samples."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
    return (-alpha[y] * (1 - logp.exp()) ** gamma * logp).sum()
