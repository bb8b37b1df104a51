"""Fills in the true classes and leaves all others 0."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    n = len(y)
    p = torch.softmax(logits, dim=1)
    grad = torch.zeros_like(logits)
    rows = torch.arange(n)
    grad[rows, y] = (p[rows, y] - 1) / n
    return grad
