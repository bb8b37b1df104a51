"""Ignores rows with -100, whatever ignore_index says."""

import torch


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    keep = y != -100
    logits, y = logits[keep], y[keep]
    logp = torch.log_softmax(logits, dim=1)
    nll = -logp[torch.arange(len(y)), y]
    return ((1 - eps) * nll - eps * logp.mean(dim=1)).mean()
