"""The indices that max gives, float64, and torch's own comparison."""

import torch


@torch.no_grad()
def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    _, predicted = torch.max(logits, 1)
    return float(torch.eq(predicted, y).to(torch.float64).sum() / y.numel())
