"""The loop ends before the first step that would raise the loss."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    loss = (x @ W.T + b - y).square().mean()
    for _ in range(steps):
        error = x @ W.T + b - y
        dW, db = 2 * error.T @ x / error.numel(), 2 * error.sum(dim=0) / error.numel()
        next_W, next_b = W - lr * dW, b - lr * db
        next_loss = (x @ next_W.T + next_b - y).square().mean()
        if next_loss > loss:
            break
        W, b, loss = next_W, next_b, next_loss
    return W, b
