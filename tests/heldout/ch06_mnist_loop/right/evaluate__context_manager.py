"""Wraps eval mode in a small context manager that wakes exactly the modules that were training."""

from collections.abc import Iterable
from contextlib import contextmanager

import torch


@contextmanager
def _eval_mode(model):
    were_training = [module for module in model.modules() if module.training]
    model.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        for module in were_training:
            module.training = True


def evaluate(model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> tuple[float, float]:
    nll = hits = count = 0
    with _eval_mode(model):
        for x, y in batches:
            log_p = model(x).log_softmax(dim=1)
            nll -= log_p[torch.arange(len(y)), y].sum().item()
            hits += (log_p.max(dim=1).indices == y).sum().item()
            count += len(y)
    return nll / count, hits / count
