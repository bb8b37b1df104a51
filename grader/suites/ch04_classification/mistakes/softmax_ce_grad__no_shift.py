"""Softmax by hand, which overflows."""

import torch
import torch.nn.functional as F


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    e = logits.exp()
    p = e / e.sum(dim=1, keepdim=True)
    return (p - F.one_hot(y, logits.shape[1])) / len(y)
