"""Takes the mean first and the factor afterwards."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    ce = (alpha[y] * F.cross_entropy(logits, y, reduction="none")).mean()
    pt = torch.exp(-ce)
    return (1 - pt) ** gamma * ce
