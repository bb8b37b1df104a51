"""Exponentials of the logits as they are."""

import torch


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    log_p = logits - logits.exp().sum(dim=1, keepdim=True).log()
    return -log_p.gather(1, y[:, None]).mean()
