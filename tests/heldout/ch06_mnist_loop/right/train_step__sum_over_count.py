"""Clears with model.zero_grad and averages by hand: summed cross-entropy over the number of samples."""

import torch


def train_step(model: torch.nn.Module, opt: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor) -> float:
    criterion = torch.nn.CrossEntropyLoss(reduction="sum")
    logits = model(x)
    loss = criterion(logits, y) / y.numel()
    model.zero_grad()
    loss.backward()
    value = loss.item()
    opt.step()
    return value
