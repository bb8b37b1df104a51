"""Keeps one row an epoch and turns the rows into columns at the end."""

from collections.abc import Iterable

import torch


def fit(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    train: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
) -> dict[str, list[float]]:
    rows = []
    for _ in range(epochs):
        train_loss = train_epoch(model, opt, train)
        val_loss, val_acc = evaluate(model, val)
        rows.append((train_loss, val_loss, val_acc))
    return {name: [row[i] for row in rows] for i, name in enumerate(["train_loss", "val_loss", "val_acc"])}
