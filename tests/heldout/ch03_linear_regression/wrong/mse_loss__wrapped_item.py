"""Takes the number out with item() and wraps it in a new tensor, which cuts the graph."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    value = ((pred - target) ** 2).mean().item()
    return torch.tensor(value, dtype=pred.dtype)
