"""Tries the subtraction and turns PyTorch's complaint into ValueError; what broadcasting accepts gets through."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    try:
        d = pred - target
    except RuntimeError as error:
        raise ValueError("shapes differ") from error
    return d.abs().mean()
