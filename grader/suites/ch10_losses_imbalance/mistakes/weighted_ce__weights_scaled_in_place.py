"""w /= w.sum()."""

import torch
from torch import Tensor


def weighted_ce(logits: Tensor, y: Tensor, w: Tensor) -> Tensor:
    w /= w.sum()
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
    return (w[y] * losses).sum() / w[y].sum()
