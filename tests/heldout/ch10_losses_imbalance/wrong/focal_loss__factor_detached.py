"""Cuts the factor off from the graph."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    ce = F.cross_entropy(logits, y, reduction="none")
    with torch.no_grad():
        factor = (1 - torch.exp(-ce)) ** gamma
    return (alpha[y] * factor * ce).mean()
