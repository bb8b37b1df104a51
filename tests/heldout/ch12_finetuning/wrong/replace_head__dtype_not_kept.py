"""Builds the new layer in float32 whatever dtype the old weights have."""

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

    *path, last = name.split(".")
    parent = model
    for part in path:
        parent = getattr(parent, part)
    setattr(parent, last, nn.Linear(old.in_features, num_classes, bias=old.bias is not None))
    return model
