"""By way of precision and recall, in NumPy."""

import numpy as np
import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    s, truth = scores.double().cpu().numpy(), y.cpu().numpy() == 1
    results = []
    for candidate in np.unique(s):
        said = s >= candidate
        hits = (said & truth).sum()
        precision, recall = hits / said.sum(), hits / truth.sum()
        results.append((0.0 if hits == 0 else 2 * precision * recall / (precision + recall), float(candidate)))
    return max(results)[1]
