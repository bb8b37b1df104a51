"""Returns the loss of each sample."""

import torch
import torch.nn.functional as F


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    logp = F.log_softmax(logits, dim=1)
    return -logp[torch.arange(len(y)), y]
