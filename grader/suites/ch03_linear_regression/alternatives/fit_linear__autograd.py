"""Lets autograd find the gradients and resets them after each step."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    weight = W.detach().clone().requires_grad_(True)
    bias = b.detach().clone().requires_grad_(True)
    for _ in range(steps):
        loss = torch.nn.functional.mse_loss(x @ weight.T + bias, y)
        loss.backward()
        for param in (weight, bias):
            param.data -= lr * param.grad
            param.grad = None
    return weight.detach(), bias.detach()
