"""Gives the true class 1 - eps only, and the others eps / K."""

import torch


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    keep = y != ignore_index
    logits, y = logits[keep], y[keep]
    logp = torch.log_softmax(logits, dim=1)
    with torch.no_grad():
        q = torch.zeros_like(logp)
        q.fill_(eps / logits.size(1))
        q.scatter_(1, y.unsqueeze(1), 1 - eps)
    return -(q * logp).sum(dim=1).mean()
