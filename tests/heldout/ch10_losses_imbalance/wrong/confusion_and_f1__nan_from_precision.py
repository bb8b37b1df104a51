"""Goes by precision and recall, which can be 0 / 0."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = torch.bincount(y * K + pred, minlength=K * K).reshape(K, K)
    tp = matrix.diagonal().float()
    precision = tp / matrix.sum(0)
    recall = tp / matrix.sum(1)
    f1 = 2 * precision * recall / (precision + recall)
    occurs = (matrix.sum(0) + matrix.sum(1)) > 0
    return matrix, f1, f1[occurs].mean().item()
