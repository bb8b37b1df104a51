"""Treats every class as a yes or no, by sigmoid."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    logp = torch.nn.functional.logsigmoid(logits)[torch.arange(len(y)), y]
    return (-alpha[y] * (1 - logp.exp()) ** gamma * logp).mean()
