"""Returns the F1, not where it is."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    best_f1 = 0.0
    for t in scores.tolist():
        called = scores >= t
        tp = (called & (y == 1)).sum().item()
        fp = (called & (y == 0)).sum().item()
        fn = (~called & (y == 1)).sum().item()
        best_f1 = max(best_f1, 2 * tp / (2 * tp + fp + fn))
    return best_f1
