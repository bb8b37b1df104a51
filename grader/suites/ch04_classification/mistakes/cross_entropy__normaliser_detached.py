"""No gradient through the log-sum-exp."""

import torch


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    normaliser = logits.logsumexp(dim=1).detach()
    return (normaliser - logits.gather(1, y[:, None])[:, 0]).mean()
