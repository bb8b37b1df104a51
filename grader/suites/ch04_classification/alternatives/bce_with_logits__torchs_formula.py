"""One log(1 + exp(-|x|)) for both parts; maximum shares its gradient at 0, so the corners cancel there."""

import torch


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if tuple(x.shape) != tuple(y.shape):
        raise ValueError(f"{tuple(x.shape)} is not {tuple(y.shape)}")
    weight = 1 + (pos_weight - 1) * y
    tail = torch.maximum(-x, torch.zeros_like(x)) + torch.log1p(torch.exp(-torch.abs(x)))
    return ((1 - y) * x + weight * tail).mean()
