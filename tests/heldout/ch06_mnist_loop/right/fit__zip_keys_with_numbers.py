"""Appends the three numbers of an epoch to the three lists by going through keys and numbers together."""

from collections.abc import Iterable

import torch


def fit(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    train: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
) -> dict[str, list[float]]:
    history = {key: [] for key in ("train_loss", "val_loss", "val_acc")}
    for _ in range(epochs):
        numbers = (train_epoch(model, opt, train), *evaluate(model, val))
        for curve, number in zip(history.values(), numbers, strict=True):
            curve.append(number)
    return history
