"""Gives the new layer a bias even if the old one had none."""

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

    parent_name, _, child_name = name.rpartition(".")
    parent = model.get_submodule(parent_name)
    new = nn.Linear(old.in_features, num_classes, device=old.weight.device, dtype=old.weight.dtype)
    setattr(parent, child_name, new)
    return model
