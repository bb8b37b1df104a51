"""torch's log-sum-exp, which this exercise allows, minus the true class's logit."""

import torch


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    true = logits[torch.arange(logits.shape[0], device=logits.device), y]
    return (torch.logsumexp(logits, dim=1) - true).mean()
