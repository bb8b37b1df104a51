"""pred - target alone: the 2 and the 1/n are both missing."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return pred - target
