"""F1 of the mean precision and the mean recall."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = (y * K + pred).bincount(minlength=K * K).reshape(K, K)
    right = matrix.diagonal()
    counted = matrix.sum(dim=0) + matrix.sum(dim=1)
    f1 = 2 * right / counted.clamp(min=1)
    precision, recall = right / matrix.sum(dim=0).clamp(min=1), right / matrix.sum(dim=1).clamp(min=1)
    p, r = precision[counted > 0].mean().item(), recall[counted > 0].mean().item()
    return matrix, f1, 2 * p * r / max(p + r, 1e-12)
