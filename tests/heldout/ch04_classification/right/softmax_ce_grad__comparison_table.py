"""Compares the labels with all classes to find the true ones."""

import torch
import torch.nn.functional as F


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    n, c = logits.shape
    is_true = y.unsqueeze(1) == torch.arange(c)
    p = F.softmax(logits, dim=1)
    return torch.where(is_true, p - 1, p) / n
