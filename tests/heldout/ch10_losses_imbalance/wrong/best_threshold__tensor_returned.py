"""Returns a tensor."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    called = scores >= scores[:, None]
    tp = (called & (y == 1)).sum(1)
    fp = (called & (y == 0)).sum(1)
    fn = (~called & (y == 1)).sum(1)
    f1 = 2 * tp / (2 * tp + fp + fn)
    return scores[f1.argmax()]
