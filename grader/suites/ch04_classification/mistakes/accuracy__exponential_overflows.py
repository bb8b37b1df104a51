"""Softmax by hand, which overflows."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    e = logits.exp()
    p = e / e.sum(dim=1, keepdim=True)
    return (p.argmax(dim=1) == y).float().mean().item()
