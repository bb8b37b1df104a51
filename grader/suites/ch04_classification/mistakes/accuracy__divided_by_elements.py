"""The number of logits instead of samples."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    return (logits.argmax(dim=1) == y).sum().item() / logits.numel()
