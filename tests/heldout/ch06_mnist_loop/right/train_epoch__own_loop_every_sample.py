"""Writes the step out and keeps the loss of every single sample, to average them at the end."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    model.train(True)
    all_losses = []
    for x, y in batches:
        each = F.cross_entropy(model(x), y, reduction="none")
        opt.zero_grad(set_to_none=False)
        each.mean().backward()
        opt.step()
        all_losses.extend(each.tolist())
    return sum(all_losses) / len(all_losses)
