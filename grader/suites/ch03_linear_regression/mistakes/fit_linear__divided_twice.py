"""The gradients are divided by the batch size once more, after mse_grad has done it."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    for _ in range(steps):
        error = x @ W.T + b - y
        dW, db = 2 * error.T @ x / error.numel(), 2 * error.sum(dim=0) / error.numel()
        W -= lr * dW / len(x)
        b -= lr * db / len(x)
    return W, b
