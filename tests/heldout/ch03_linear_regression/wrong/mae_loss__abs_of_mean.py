"""Takes the absolute value of the mean difference, so that errors of opposite sign cancel."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    return (pred - target).mean().abs()
