"""The difference is computed in place and overwrites the predictions."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    pred -= target
    return (pred**2).mean()
