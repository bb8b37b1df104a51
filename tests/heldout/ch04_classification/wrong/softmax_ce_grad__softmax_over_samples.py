"""Takes softmax along the samples."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=0)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
