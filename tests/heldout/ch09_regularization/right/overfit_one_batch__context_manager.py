"""A context manager sets the modes and puts them back."""

from contextlib import contextmanager

import torch
from torch import nn


@contextmanager
def memorising(model):
    before = [(module, module.training) for module in model.modules()]
    try:
        for module, _ in before:
            module.training = not isinstance(module, nn.Dropout)
        yield model
    finally:
        for module, mode in before:
            module.training = mode


def overfit_one_batch(model, opt, x, y, max_steps: int, target: float) -> list[float]:
    criterion = nn.CrossEntropyLoss()
    history: list[float] = []
    with memorising(model):
        while len(history) < max_steps:
            loss = criterion(model(x), y)
            history.append(float(loss))
            if history[-1] < target:
                break
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()
    return history
