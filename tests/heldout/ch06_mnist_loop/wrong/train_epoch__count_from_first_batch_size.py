"""Divides by the number of batches times the size of the first one, as if the last were as large."""

from collections.abc import Iterable

import torch


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    model.train()
    loss_sum = 0.0
    num_batches = 0
    batch_size = None
    for x, y in batches:
        if batch_size is None:
            batch_size = len(y)
        loss_sum += train_step(model, opt, x, y) * len(y)
        num_batches += 1
    return loss_sum / (num_batches * batch_size)
