"""Forgets to hand lr to Adam, which then uses its default of 0.001."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def train_mnist(
    model: torch.nn.Module,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    lr: float,
) -> list[float]:
    opt = torch.optim.Adam(model.parameters())
    model.train()
    losses = []
    for _ in range(epochs):
        total, n = 0.0, 0
        for x, y in batches:
            opt.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
            n += len(y)
        losses.append(total / n)
    return losses
