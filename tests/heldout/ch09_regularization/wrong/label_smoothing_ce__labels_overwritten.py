"""Writes 0 into y where a row is ignored."""

import torch


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)
    pad = y == ignore_index
    y[pad] = 0
    nll = -logp.gather(1, y.unsqueeze(1)).squeeze(1)
    loss = (1 - eps) * nll - eps * logp.mean(dim=1)
    loss = loss[~pad]
    return loss.sum() / loss.numel()
