"""Adds up along the sorted samples, and cuts between equal scores."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    s, order = torch.sort(scores, descending=True)
    tp = torch.cumsum(y[order], dim=0)
    called = torch.arange(1, len(s) + 1)
    f1 = 2 * tp / (called + y.sum())
    return s[f1.argmax()].item()
