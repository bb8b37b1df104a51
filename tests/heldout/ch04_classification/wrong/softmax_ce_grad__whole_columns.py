"""Subtracts 1 in the columns y of every row."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1)
    p[:, y] -= 1
    return p / len(y)
