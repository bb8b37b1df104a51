"""Clears before the loop and after each step."""

import torch


def fit_with_optimizer(
    model: torch.nn.Module, optimizer: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor, steps: int
) -> list[float]:
    criterion = torch.nn.CrossEntropyLoss()
    history: list[float] = []
    model.zero_grad()
    while len(history) < steps:
        loss = criterion(model(x), y)
        history.append(float(loss))
        loss.backward()
        optimizer.step()
        model.zero_grad()
    return history
