"""The median."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    return scores.median().item()
