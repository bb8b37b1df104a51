"""Sorts the caller's scores."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    kept = scores.clone()
    thresholds = kept.unique()
    scores.copy_(scores.sort().values)
    chosen = kept >= thresholds[:, None]
    f1 = 2 * (chosen & (y == 1)).sum(dim=1) / (chosen.sum(dim=1) + y.sum())
    return thresholds[f1.argmax()].item()
