"""Sorted once; counted after the last of equal scores."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    ranked, order = scores.sort(descending=True)
    found = y[order].cumsum(0).double()
    said = torch.arange(1, len(y) + 1, device=y.device)
    f1 = 2 * found / (said + y.sum())
    last = torch.ones_like(ranked, dtype=torch.bool)
    last[:-1] = ranked[1:] != ranked[:-1]
    return float(ranked[f1.masked_fill(~last, -1.0).argmax()])
