"""With 0 steps the caller's own W and b come back, not copies."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    for _ in range(steps):
        error = x @ W.T + b - y
        dW, db = 2 * error.T @ x / error.numel(), 2 * error.sum(dim=0) / error.numel()
        W, b = W - lr * dW, b - lr * db
    return W, b
