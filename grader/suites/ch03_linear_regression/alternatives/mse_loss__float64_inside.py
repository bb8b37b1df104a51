"""Sums in float64 and casts back at the end."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if list(pred.shape) != list(target.shape):
        raise ValueError(f"{pred.shape} != {target.shape}")
    squares = torch.square(pred.to(torch.float64) - target.to(torch.float64))
    return (torch.sum(squares) / squares.numel()).to(pred.dtype)
