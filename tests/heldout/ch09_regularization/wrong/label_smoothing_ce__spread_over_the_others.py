"""Spreads eps over the K - 1 other classes."""

import torch


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    keep = y != ignore_index
    logits, y = logits[keep], y[keep]
    logp = torch.log_softmax(logits, dim=1)
    q = torch.full_like(logp, eps / (logits.shape[1] - 1)).detach()
    q.scatter_(1, y.unsqueeze(1), 1 - eps)
    return -(q * logp).sum(dim=1).mean()
