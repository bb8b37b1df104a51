"""Each step looks at one row only, the next one in turn, not at all rows."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W, b = W.clone(), b.clone()
    for step in range(steps):
        row = slice(step % len(x), step % len(x) + 1)
        error = x[row] @ W.T + b - y[row]
        dW, db = 2 * error.T @ x[row] / error.numel(), 2 * error.sum(dim=0) / error.numel()
        W -= lr * dW
        b -= lr * db
    return W, b
