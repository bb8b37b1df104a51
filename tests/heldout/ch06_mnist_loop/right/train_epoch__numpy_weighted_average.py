"""Collects losses and batch sizes and lets np.average weight them."""

from collections.abc import Iterable

import numpy as np
import torch


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    model.train()
    pairs = [(train_step(model, opt, inputs, labels), labels.shape[0]) for inputs, labels in batches]
    losses, sizes = zip(*pairs, strict=True)
    return float(np.average(losses, weights=sizes))
