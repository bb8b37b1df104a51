"""Starts from the unreduced cross-entropy."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    ce = F.cross_entropy(logits, y, reduction="none")
    pt = torch.exp(-ce)
    focal = alpha.gather(0, y) * (1 - pt).pow(gamma) * ce
    return focal.sum() / focal.numel()
