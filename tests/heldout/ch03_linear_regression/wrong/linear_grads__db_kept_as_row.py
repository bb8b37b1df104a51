"""Keeps the summed dimension, so that db has the shape (1, out)."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    dW = dy.t().mm(x)
    db = dy.sum(dim=0, keepdim=True)
    return dW, db
