"""Takes the power first: 1 - p^gamma."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    logp = torch.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
    p = logp.exp()
    return (-alpha[y] * (1 - p**gamma) * logp).mean()
