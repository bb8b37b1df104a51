"""The gradients are computed once, before the loop, and used again in every step."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    error = x @ W.T + b - y
    dW, db = 2 * error.T @ x / error.numel(), 2 * error.sum(dim=0) / error.numel()
    for _ in range(steps):
        W -= lr * dW
        b -= lr * db
    return W, b
