"""Shifts the caller's logits."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    logits.sub_(logits.detach().amax(dim=1, keepdim=True))
    losses = -torch.log_softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    weights = w[y]
    return (weights * losses).sum() / weights.sum()
