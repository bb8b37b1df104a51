"""Moves a running mean towards each batch's loss by that batch's share of the samples seen."""

from collections.abc import Iterable

import torch


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    model.train()
    mean, seen = 0.0, 0
    for x, y in batches:
        loss = train_step(model, opt, x, y)
        seen += len(y)
        mean += (loss - mean) * len(y) / seen
    return mean
