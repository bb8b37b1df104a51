"""argmax over the samples instead of the classes."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    return (logits.argmax(dim=0)[: len(y)] == y[: logits.shape[1]]).float().mean().item()
