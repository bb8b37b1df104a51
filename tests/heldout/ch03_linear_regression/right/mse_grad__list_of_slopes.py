"""Computes one slope per element in a list comprehension and reshapes the list."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("pred and target differ in shape")
    n = pred.numel()
    slopes = [2 / n * (p - t) for p, t in zip(pred.reshape(-1), target.reshape(-1))]
    return torch.stack(slopes).reshape(pred.shape)
