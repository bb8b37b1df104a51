"""(pred - target) / N: the derivative of the textbooks' sum over 2 N, not of the mean over every element."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return (pred - target) / len(pred)
