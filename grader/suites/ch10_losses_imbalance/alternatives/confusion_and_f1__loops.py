"""Pair by pair, class by class."""

import torch


def confusion_and_f1(pred, y, K):
    matrix = torch.zeros(K, K, dtype=torch.long)
    for true, said in zip(y.tolist(), pred.tolist()):
        matrix[true][said] += 1
    f1, occurring = torch.zeros(K), []
    for k in range(K):
        tp = matrix[k, k].item()
        fp = matrix[:, k].sum().item() - tp
        fn = matrix[k, :].sum().item() - tp
        if tp + fp + fn > 0:
            f1[k] = 2 * tp / (2 * tp + fp + fn)
            occurring.append(f1[k].item())
    return matrix, f1, sum(occurring) / len(occurring)
