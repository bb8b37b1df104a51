"""The loop starts at 1, so one step is missing."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    for _ in range(1, steps):
        error = x @ W.T + b - y
        dW, db = 2 * error.T @ x / error.numel(), 2 * error.sum(dim=0) / error.numel()
        W -= lr * dW
        b -= lr * db
    return W, b
