"""Applies softmax to the logits before cross_entropy, which applies log-softmax once more."""

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
    modules = dict(model.named_modules())
    if head not in modules:
        raise KeyError(head)
    head_params = list(modules[head].parameters())
    ids = [id(p) for p in head_params]
    base_params = [p for p in model.parameters() if id(p) not in ids]

    optimizer = torch.optim.Adam([{"params": base_params, "lr": base_lr}, {"params": head_params, "lr": head_lr}])
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            probabilities = F.softmax(model(x), dim=1)
            loss = F.cross_entropy(probabilities, y)
            loss.backward()
            optimizer.step()
    return model
