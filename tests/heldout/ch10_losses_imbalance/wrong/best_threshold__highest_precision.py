"""Maximises precision."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    best, best_p = 0.0, -1.0
    for t in scores.tolist():
        called = scores >= t
        precision = y[called].float().mean().item()
        if precision > best_p:
            best, best_p = t, precision
    return best
