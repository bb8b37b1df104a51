"""Means, weighted by the share of each batch."""

import torch
from torch import nn


def accumulate_step(model: torch.nn.Module, opt: torch.optim.Optimizer, micro) -> float:
    criterion = nn.CrossEntropyLoss()
    sizes = [y.numel() for _, y in micro]
    weights = [size / sum(sizes) for size in sizes]
    model.zero_grad()
    opt.zero_grad()
    losses = []
    for weight, (inputs, targets) in zip(weights, micro):
        loss = criterion(model(inputs), targets)
        (weight * loss).backward()
        losses.append(weight * loss.detach())
    opt.step()
    return float(sum(losses))
