"""Remembers the flags of the model and its direct children only; layers deeper inside take over their parent's."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def evaluate(model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> tuple[float, float]:
    was_training = model.training
    child_modes = [child.training for child in model.children()]
    model.eval()
    loss_sum, correct, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            loss_sum += F.cross_entropy(logits, y).item() * len(y)
            correct += (logits.argmax(dim=1) == y).sum().item()
            n += len(y)
    model.train(was_training)
    for child, mode in zip(model.children(), child_modes):
        child.train(mode)
    return loss_sum / n, correct / n
