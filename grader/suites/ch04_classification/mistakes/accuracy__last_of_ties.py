"""The last of the largest logits."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    last = logits.shape[1] - 1 - logits.flip(1).argmax(dim=1)
    return (last == y).float().mean().item()
