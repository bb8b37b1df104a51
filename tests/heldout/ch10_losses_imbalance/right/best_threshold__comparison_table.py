"""A table: every score as a threshold for every sample."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    called = (scores[None, :] >= scores[:, None]).double()
    tp = called @ y.double()
    f1 = 2 * tp / (called.sum(dim=1) + y.sum())
    return float(scores[torch.argmax(f1)])
