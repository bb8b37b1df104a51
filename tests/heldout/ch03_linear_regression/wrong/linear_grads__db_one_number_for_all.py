"""Sums dy over everything and gives every bias the same number."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    dW = dy.T @ x
    db = torch.ones(dy.shape[1], dtype=dy.dtype) * dy.sum()
    return dW, db
