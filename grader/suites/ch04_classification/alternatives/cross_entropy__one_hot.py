"""Multiplies by the one-hot vectors and sums."""

import torch
import torch.nn.functional as F


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    one_hot = F.one_hot(y, num_classes=logits.size(-1)).to(logits.dtype)
    return -(one_hot * F.log_softmax(logits, dim=-1)).sum() / logits.size(0)
