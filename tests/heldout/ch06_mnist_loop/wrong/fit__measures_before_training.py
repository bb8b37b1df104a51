"""Measures on val at the beginning of each epoch, before training, so that val lags one epoch behind."""

from collections.abc import Iterable

import torch


def fit(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    train: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
) -> dict[str, list[float]]:
    train_losses, val_losses, val_accs = [], [], []
    for epoch in range(epochs):
        val_loss, val_acc = evaluate(model, val)
        val_losses.append(val_loss)
        val_accs.append(val_acc)
        train_losses.append(train_epoch(model, opt, train))
    return {"train_loss": train_losses, "val_loss": val_losses, "val_acc": val_accs}
