"""Softmax along the wrong dimension first."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    return (torch.softmax(logits, dim=0).argmax(dim=1) == y).float().mean().item()
