"""1 - p as the probability of the other classes."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    rows = torch.arange(len(y), device=y.device)
    log_probs = logits - logits.logsumexp(dim=1, keepdim=True)
    true = F.one_hot(y, logits.shape[1]).bool()
    others = log_probs.exp().masked_fill(true, 0.0).sum(dim=1)
    return torch.mean(-alpha[y] * others**gamma * log_probs[rows, y])
