"""argmin."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    return (logits.argmin(dim=1) == y).float().mean().item()
