"""Weighs by the class that was predicted."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)
    losses = -logp[torch.arange(len(y)), y]
    weights = w[logits.argmax(dim=1)]
    return (weights * losses).sum() / weights.sum()
