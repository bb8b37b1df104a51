"""Makes the history with dict.fromkeys(keys, []), so that all three keys share one list."""

from collections.abc import Iterable

import torch


def fit(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    train: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
) -> dict[str, list[float]]:
    history = dict.fromkeys(["train_loss", "val_loss", "val_acc"], [])
    for _ in range(epochs):
        history["train_loss"].append(train_epoch(model, opt, train))
        loss, acc = evaluate(model, val)
        history["val_loss"].append(loss)
        history["val_acc"].append(acc)
    return history
