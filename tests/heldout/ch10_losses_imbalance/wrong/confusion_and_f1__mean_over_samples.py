"""Weighs each class by its samples."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = torch.bincount(y * K + pred, minlength=K * K).reshape(K, K)
    tp = matrix.diagonal()
    below = matrix.sum(0) + matrix.sum(1)
    f1 = torch.where(below > 0, 2 * tp / below.clamp(min=1), 0.0).float()
    support = matrix.sum(1)
    return matrix, f1, ((f1 * support).sum() / support.sum()).item()
