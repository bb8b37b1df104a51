"""Ignores the start values that were passed in and starts from zeros."""

import torch
from linear import linear_forward, linear_grads
from mse import mse_grad
from sgd import sgd_step


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = torch.zeros_like(W), torch.zeros_like(b)
    for _ in range(steps):
        dW, db = linear_grads(x, mse_grad(linear_forward(x, W, b), y))
        sgd_step([W, b], [dW, db], lr)
    return W, b
