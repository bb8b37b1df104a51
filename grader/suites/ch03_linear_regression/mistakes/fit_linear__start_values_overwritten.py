"""The caller's W and b are trained in place: the copies are missing."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    for _ in range(steps):
        error = x @ W.T + b - y
        dW, db = 2 * error.T @ x / error.numel(), 2 * error.sum(dim=0) / error.numel()
        W -= lr * dW
        b -= lr * db
    return W, b
