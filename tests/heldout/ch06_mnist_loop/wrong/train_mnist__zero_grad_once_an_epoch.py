"""Clears the gradients once an epoch, outside the loop over the batches, so that they add up in it."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def train_mnist(
    model: torch.nn.Module,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    lr: float,
) -> list[float]:
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(epochs):
        opt.zero_grad()
        total, n = 0.0, 0
        for x, y in batches:
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
            n += len(y)
        losses.append(total / n)
    return losses
