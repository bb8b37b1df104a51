"""The sum of squares as the dot product of the error with itself."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.size() != target.size():
        raise ValueError("pred and target need the same shape")
    error = (pred - target).flatten()
    return torch.dot(error, error) / len(error)
