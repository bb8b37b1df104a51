"""Divides by the sum of the weights."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
    at = alpha[y]
    return -(at * (1 - logp.exp()) ** gamma * logp).sum() / at.sum()
