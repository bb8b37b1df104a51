"""Uses AdamW, which also shrinks the weights in each step, instead of Adam."""

from collections.abc import Iterable

import torch
from train import train_epoch


def train_mnist(
    model: torch.nn.Module,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    lr: float,
) -> list[float]:
    opt = torch.optim.AdamW(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        losses.append(train_epoch(model, opt, batches))
    return losses
