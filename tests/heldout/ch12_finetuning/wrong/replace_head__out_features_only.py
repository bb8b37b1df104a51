"""Only changes the attribute out_features; the weight keeps its shape."""

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

    old.out_features = num_classes
    return model
