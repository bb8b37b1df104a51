"""Rounded to two digits."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    return round((logits.argmax(dim=1) == y).float().mean().item(), 2)
