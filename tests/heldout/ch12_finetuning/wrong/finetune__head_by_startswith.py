"""Sorts the parameters with name.startswith(head), so head_norm gets the head's rate too."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def finetune(
    model: torch.nn.Module,
    head: str,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    base_lr: float,
    head_lr: float,
) -> torch.nn.Module:
    if head not in dict(model.named_modules()):
        raise KeyError(head)
    head_params = [p for name, p in model.named_parameters() if name.startswith(head)]
    base_params = [p for name, p in model.named_parameters() if not name.startswith(head)]
    optimizer = torch.optim.Adam([{"params": base_params, "lr": base_lr}, {"params": head_params, "lr": head_lr}])
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
    return model
