"""Only W is trained; b keeps its start value."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    for _ in range(steps):
        error = x @ W.T + b - y
        W -= lr * 2 * error.T @ x / error.numel()
    return W, b
