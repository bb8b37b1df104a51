"""Adds 1 by an index, which counts each pair once."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = torch.zeros(K, K, dtype=torch.int64)
    matrix[y, pred] += 1
    tp = matrix.diagonal()
    below = matrix.sum(0) + matrix.sum(1)
    f1 = torch.where(below > 0, 2 * tp / below.clamp(min=1), 0.0).float()
    return matrix, f1, f1[below > 0].mean().item()
