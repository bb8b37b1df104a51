"""index_put_ with accumulate, and F1 from precision and recall where they exist."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    matrix = torch.zeros((K, K), dtype=torch.int64)
    matrix.index_put_((y, pred), torch.ones_like(y), accumulate=True)
    f1 = torch.zeros(K, dtype=torch.float32)
    for k in range(K):
        tp = float(matrix[k, k])
        if tp > 0:
            precision = tp / float(matrix[:, k].sum())
            recall = tp / float(matrix[k].sum())
            f1[k] = 2 * precision * recall / (precision + recall)
    classes = sorted(set(pred.tolist()) | set(y.tolist()))
    macro = sum(f1[c].item() for c in classes) / len(classes)
    return matrix, f1, macro
