"""Compares only the number of elements and then reshapes the target to fit, in place of refusing it."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.numel() != target.numel():
        raise ValueError("different number of elements")
    target = target.reshape(pred.shape)
    return (pred - target).pow(2).mean()
