"""Takes the train_loss from evaluate(model, train) after the epoch instead of from train_epoch."""

from collections.abc import Iterable

import torch


def fit(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    train: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
) -> dict[str, list[float]]:
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        train_epoch(model, opt, train)
        train_loss, _acc = evaluate(model, train)
        val_loss, val_acc = evaluate(model, val)
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
        history["val_acc"].append(val_acc)
    return history
