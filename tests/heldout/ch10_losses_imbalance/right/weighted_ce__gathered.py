"""Gathers the log-probabilities and the weights of the true classes."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)
    losses = -logp.gather(1, y.unsqueeze(1)).squeeze(1)
    weights = w[y]
    return (weights * losses).sum() / weights.sum()
