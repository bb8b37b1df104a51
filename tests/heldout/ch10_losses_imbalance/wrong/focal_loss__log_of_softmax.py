"""Takes the logarithm of softmax."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1)[torch.arange(len(y)), y]
    return (-alpha[y] * (1 - p) ** gamma * torch.log(p)).mean()
