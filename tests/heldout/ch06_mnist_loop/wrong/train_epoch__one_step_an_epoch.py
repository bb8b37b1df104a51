"""Lets the gradients of all batches add up and takes a single step at the end of the epoch."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    model.train()
    opt.zero_grad()
    total, count = 0.0, 0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        total += loss.item() * len(y)
        count += len(y)
    opt.step()
    return total / count
