"""The lowest score of a positive."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    return scores[y == 1].min().item()
