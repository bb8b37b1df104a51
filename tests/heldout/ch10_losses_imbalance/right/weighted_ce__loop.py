"""A loop over the samples, by logsumexp."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    top = 0
    bottom = 0
    for n in range(logits.size(0)):
        label = int(y[n])
        loss = torch.logsumexp(logits[n], 0) - logits[n, label]
        top = top + w[label] * loss
        bottom = bottom + w[label]
    return top / bottom
