"""Averages each class, then the classes."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    losses = -torch.log_softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    return torch.stack([losses[y == k].mean() * w[k] for k in y.unique()]).sum() / w[y.unique()].sum()
