"""Subtracts the smaller from the larger of the two, element by element; ties share the gradient evenly."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("no broadcasting, please")
    gap = torch.maximum(pred, target) - torch.minimum(pred, target)
    return gap.mean()
