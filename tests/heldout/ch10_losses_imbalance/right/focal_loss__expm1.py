"""1 - p without rounding, by expm1."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    rows = torch.arange(len(logits))
    logp = (logits - torch.logsumexp(logits, dim=1, keepdim=True))[rows, y]
    rest = -torch.expm1(logp)
    factor = torch.ones_like(rest) if gamma == 0 else rest**gamma
    return torch.mean(alpha[y] * factor * -logp)
