"""Intersection over union."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = (y * K + pred).bincount(minlength=K * K).reshape(K, K)
    right = matrix.diagonal()
    counted = matrix.sum(dim=0) + matrix.sum(dim=1)
    f1 = right / (counted - right).clamp(min=1)
    return matrix, f1, f1[counted > 0].mean().item()
