"""Takes the mean first and squares it afterwards, so that errors of opposite sign cancel."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    return torch.mean(pred - target) ** 2
