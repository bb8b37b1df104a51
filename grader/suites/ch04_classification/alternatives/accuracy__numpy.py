"""NumPy does the counting."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    predicted = logits.detach().cpu().numpy().argmax(axis=-1)
    return float((predicted == y.cpu().numpy()).mean())
