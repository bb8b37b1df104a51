"""Masks ignored rows out of the first part only."""

import torch


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)
    pad = y == ignore_index
    nll = -logp.gather(1, y.masked_fill(pad, 0).unsqueeze(1)).squeeze(1)
    nll = nll.masked_fill(pad, 0.0)
    smooth = -logp.mean(dim=1)
    n = (~pad).sum()
    return (1 - eps) * nll.sum() / n + eps * smooth.sum() / n
