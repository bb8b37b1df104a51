"""Uses backward() in a loop and never clears .grad, so the gradients of all steps pile up."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    W = W.clone().requires_grad_(True)
    b = b.clone().requires_grad_(True)
    for _ in range(steps):
        loss = ((x @ W.T + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            W -= lr * W.grad
            b -= lr * b.grad
    return W.detach(), b.detach()
