"""The larger of the two minus the smaller; maximum and minimum share the gradient at a tie."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.mean(torch.maximum(pred, target) - torch.minimum(pred, target))
