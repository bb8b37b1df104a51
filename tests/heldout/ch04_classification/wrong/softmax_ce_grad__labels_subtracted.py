"""Subtracts the number of the class, not its one-hot row."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=1)
    return (p - y.unsqueeze(1)) / len(y)
