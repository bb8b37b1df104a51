"""Tries the scores of positive samples only: between them F1 just falls."""

import torch


def f1_at(t: float, scores: list[float], truth: list[int]) -> float:
    tp = sum(1 for s, k in zip(scores, truth) if s >= t and k == 1)
    called = sum(1 for s in scores if s >= t)
    return 2 * tp / (called + sum(truth))


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    values, truth = scores.tolist(), y.tolist()
    candidates = [s for s, k in zip(values, truth) if k]
    return max(candidates, key=lambda t: f1_at(t, values, truth))
