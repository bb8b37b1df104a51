"""Gives the optimiser only what is trainable, clears with model.zero_grad() and uses CrossEntropyLoss."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import nn


def finetune(
    model: torch.nn.Module,
    head: str,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    base_lr: float,
    head_lr: float,
) -> torch.nn.Module:
    all_modules = dict(model.named_modules(remove_duplicate=False))
    if head not in all_modules:
        raise KeyError(f"no module {head!r}")
    in_head = set(all_modules[head].parameters())

    slow, fast = [], []
    for p in model.parameters():
        if not p.requires_grad:
            continue
        (fast if p in in_head else slow).append(p)

    opt = torch.optim.Adam([dict(params=slow), dict(params=fast, lr=head_lr)], lr=base_lr)
    criterion = nn.CrossEntropyLoss()
    model.train()
    model.zero_grad()
    for epoch in range(epochs):
        for x, y in batches:
            logits = model(x)
            criterion(logits, y).backward()
            opt.step()
            model.zero_grad()
    return model
