"""Minus the log of the sum of exp(x_j - x_i), shifted by the largest difference of each i."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    rows = x.transpose(dim, -1)
    differences = rows.unsqueeze(-2) - rows.unsqueeze(-1)
    largest = differences.max(dim=-1, keepdim=True).values
    sums = (differences - largest).exp().sum(dim=-1)
    return -(sums.log() + largest.squeeze(-1)).transpose(dim, -1)
