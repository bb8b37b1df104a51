"""Counts pair by pair, then class by class."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = torch.zeros(K, K, dtype=torch.long)
    for guess, truth in zip(pred.tolist(), y.tolist()):
        matrix[truth][guess] += 1
    scores, present = [], []
    for k in range(K):
        tp = matrix[k, k].item()
        fn = matrix[k, :].sum().item() - tp
        fp = matrix[:, k].sum().item() - tp
        if tp + fn + fp == 0:
            scores.append(0.0)
            continue
        scores.append(2 * tp / (2 * tp + fp + fn))
        present.append(scores[-1])
    return matrix, torch.tensor(scores), sum(present) / len(present)
