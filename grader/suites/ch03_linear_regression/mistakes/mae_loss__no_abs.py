"""The absolute value is missing, so errors of opposite signs cancel."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return (pred - target).mean()
