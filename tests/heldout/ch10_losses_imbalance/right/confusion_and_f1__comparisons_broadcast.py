"""Compares with all class numbers at once."""

import torch


class Counts:
    def __init__(self, pred, y, K):
        classes = torch.arange(K)
        self.is_k = y[:, None] == classes
        self.called_k = pred[:, None] == classes

    def matrix(self):
        return torch.einsum("ni,nj->ij", self.is_k.long(), self.called_k.long())

    def f1(self):
        both = (self.is_k & self.called_k).sum(0)
        either = self.is_k.sum(0) + self.called_k.sum(0)
        return either != 0, (2.0 * both / torch.where(either == 0, 1, either)).to(torch.float32)


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    counts = Counts(pred, y, K)
    occurs, f1 = counts.f1()
    return counts.matrix(), f1, (f1.sum() / occurs.sum()).item()
