"""Sorts every row, the first of equals first."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    order = torch.sort(logits, dim=-1, descending=True, stable=True).indices
    hits = torch.count_nonzero(order[:, 0] == y)
    return float(hits) / logits.shape[0]
