"""True positive rate minus false positive rate."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    thresholds = scores.unique()
    chosen = scores >= thresholds[:, None]
    found = (chosen & (y == 1)).sum(dim=1) / y.sum()
    f1 = found - (chosen & (y == 0)).sum(dim=1) / (y == 0).sum().clamp(min=1)
    return thresholds[f1.argmax()].item()
