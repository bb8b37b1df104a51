"""Takes the indices of max and counts with eq."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    _, predicted = torch.max(logits, 1)
    return int(predicted.eq(y).sum()) / y.numel()
