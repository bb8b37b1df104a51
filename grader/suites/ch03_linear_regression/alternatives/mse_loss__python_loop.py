"""A plain loop over the elements, as one would write it without tensors."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if not (pred.dim() == target.dim() and all(p == t for p, t in zip(pred.shape, target.shape, strict=True))):
        raise ValueError("shapes differ")
    total, count = pred.new_zeros(()), 0
    for p, t in zip(pred.reshape(-1), target.reshape(-1), strict=True):
        total = total + (p - t) * (p - t)
        count += 1
    return total / count
