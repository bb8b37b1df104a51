"""Counts a tie as right."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    true = logits[torch.arange(len(y)), y]
    return (true == logits.max(dim=1).values).float().mean().item()
