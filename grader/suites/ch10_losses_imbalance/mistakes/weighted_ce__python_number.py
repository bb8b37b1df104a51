"""A float."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    losses = -torch.log_softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    weights = w[y]
    return ((weights * losses).sum() / weights.sum()).item()
