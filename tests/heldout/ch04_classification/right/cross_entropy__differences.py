"""Sums the exponentials of the differences from the true logit, shifted by the largest."""

import torch


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    total = logits.new_zeros(())
    for row, k in zip(logits, y):
        d = row - row[k]
        m = d.max()
        total = total + m + torch.exp(d - m).sum().log()
    return total / logits.shape[0]
