"""Multiplies the log-probabilities by one-hot rows."""

import torch
import torch.nn.functional as F


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    z = logits - logits.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return -(logp * truth).sum() / len(logits)
