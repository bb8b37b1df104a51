"""|d| = relu(d) + relu(-d), both with gradient 0 at 0."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    error = (pred - target).double()
    return (error.relu() + (-error).relu()).mean().to(pred.dtype)
