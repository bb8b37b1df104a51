"""Computes the gradients once, at the start values, and then walks along them."""

import torch
from linear import linear_forward, linear_grads
from mse import mse_grad
from sgd import sgd_step


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    dy = mse_grad(linear_forward(x, W, b), y)
    dW, db = linear_grads(x, dy)
    for _ in range(steps):
        sgd_step([W, b], [dW, db], lr)
    return W, b
