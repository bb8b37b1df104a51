"""Forgets the 1/N of the mean."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    return p
