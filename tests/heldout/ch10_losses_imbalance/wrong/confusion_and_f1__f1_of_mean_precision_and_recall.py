"""The harmonic mean of the mean precision and the mean recall."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = torch.bincount(y * K + pred, minlength=K * K).reshape(K, K)
    tp = matrix.diagonal().float()
    called, is_k = matrix.sum(0), matrix.sum(1)
    precision = (tp / called).nan_to_num(0.0)
    recall = (tp / is_k).nan_to_num(0.0)
    f1 = (2 * tp / (called + is_k)).nan_to_num(0.0)
    occurs = (called + is_k) > 0
    p, r = precision[occurs].mean(), recall[occurs].mean()
    return matrix, f1, (2 * p * r / (p + r)).item() if p + r > 0 else 0.0
