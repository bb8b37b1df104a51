"""Calls setattr on the model with the dotted name, so a nested head stays where it is."""

import torch
from torch import nn


def replace_head(model: torch.nn.Module, name: str, num_classes: int) -> torch.nn.Module:
    modules = dict(model.named_modules())
    if name not in modules:
        raise KeyError(name)
    old = modules[name]
    if not isinstance(old, nn.Linear):
        raise TypeError(name)
    if num_classes < 1:
        raise ValueError(num_classes)

    new = nn.Linear(old.in_features, num_classes, bias=old.bias is not None)
    new = new.to(device=old.weight.device, dtype=old.weight.dtype)
    setattr(model, name, new)
    return model
