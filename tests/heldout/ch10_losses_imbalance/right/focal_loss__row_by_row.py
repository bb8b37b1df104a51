"""One sample after the other."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    losses = []
    for z, label in zip(logits, y):
        logp = z[label] - z.logsumexp(0)
        losses.append(-alpha[label] * (1 - logp.exp()) ** gamma * logp)
    return torch.stack(losses).mean(dim=0)
