"""As many positives as there are."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    return scores.sort(descending=True).values[int(y.sum()) - 1].item()
