"""Normalises over dimension 0."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=0)
    losses = -logp[torch.arange(len(y)), y]
    return (w[y] * losses).sum() / w[y].sum()
