"""numpy's sorted arrays: how many positives and samples lie at a score or above."""

import numpy as np
import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    s, t = scores.detach().numpy().copy(), y.numpy()
    all_sorted = np.sort(s)
    positives = np.sort(s[t == 1])
    candidates = np.unique(s)
    called = all_sorted.size - np.searchsorted(all_sorted, candidates, side="left")
    tp = positives.size - np.searchsorted(positives, candidates, side="left")
    f1 = 2 * tp / (called + positives.size)
    return float(candidates[int(np.argmax(f1))])
