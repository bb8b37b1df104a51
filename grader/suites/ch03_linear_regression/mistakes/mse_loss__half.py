"""The mean carries an extra factor of one half."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return 0.5 * ((pred - target) ** 2).mean()
