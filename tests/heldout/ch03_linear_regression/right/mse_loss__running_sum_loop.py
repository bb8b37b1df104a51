"""Adds up the squares one element at a time, with tensors, so that autograd can follow."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.size() != target.size():
        raise ValueError("the shapes must be equal")
    total = torch.zeros((), dtype=pred.dtype, device=pred.device)
    count = 0
    for p, t in zip(pred.flatten(), target.flatten()):
        total = total + (p - t) ** 2
        count += 1
    return total / count
