"""Splits by the identity of the head's parameters and runs the usual loop."""

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
    try:
        head_module = model.get_submodule(head)
    except AttributeError:
        raise KeyError(head) from None
    head_params = list(head_module.parameters())
    head_ids = {id(p) for p in head_params}
    base_params = [p for p in model.parameters() if id(p) not in head_ids]

    optimizer = torch.optim.Adam(
        [
            {"params": base_params, "lr": base_lr},
            {"params": head_params, "lr": head_lr},
        ]
    )
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
    return model
