"""Takes the log-softmax along the samples."""

import torch
import torch.nn.functional as F


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    logp = F.log_softmax(logits, dim=0)
    return -logp[torch.arange(len(y)), y].mean()
