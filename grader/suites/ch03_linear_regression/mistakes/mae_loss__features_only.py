"""The sum is divided by the size of the last dimension, not by the number of elements."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return (pred - target).abs().sum() / pred.shape[-1]
