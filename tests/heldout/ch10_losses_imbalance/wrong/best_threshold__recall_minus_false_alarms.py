"""Maximises recall minus the rate of false alarms."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    best, best_j = 0.0, -2.0
    for t in scores.tolist():
        called = scores >= t
        tpr = (called & (y == 1)).sum().item() / max(1, (y == 1).sum().item())
        fpr = (called & (y == 0)).sum().item() / max(1, (y == 0).sum().item())
        if tpr - fpr > best_j:
            best, best_j = t, tpr - fpr
    return best
