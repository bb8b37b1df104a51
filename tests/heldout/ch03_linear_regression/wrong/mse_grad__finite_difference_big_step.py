"""Estimates each slope by a one-sided difference with a step of 0.1, which is off by 0.1/n."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    eps = 0.1
    flat, goal = pred.detach().flatten(), target.detach().flatten()
    base = mse_loss(flat, goal)
    slopes = []
    for k in range(flat.numel()):
        moved = flat.clone()
        moved[k] += eps
        slopes.append((mse_loss(moved, goal) - base) / eps)
    return torch.stack(slopes).reshape(pred.shape)
