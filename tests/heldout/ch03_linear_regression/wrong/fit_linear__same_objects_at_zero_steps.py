"""Returns the very tensors that were passed in when steps is 0, where new tensors are promised."""

import torch
from linear import linear_forward, linear_grads
from mse import mse_grad
from sgd import sgd_step


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    if steps == 0:
        return W, b
    W, b = W.clone(), b.clone()
    for _ in range(steps):
        dW, db = linear_grads(x, mse_grad(linear_forward(x, W, b), y))
        sgd_step([W, b], [dW, db], lr)
    return W, b
