"""From PyTorch's own cross-entropy of each sample."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    ce = F.cross_entropy(logits, y, reduction="none")
    p = torch.exp(-ce)
    return (alpha[y] * (1 - p).pow(gamma) * ce).mean()
