"""Splits at the last dot and sets the child on its parent."""

import torch
from torch import nn


def replace_head(model: torch.nn.Module, name: str, num_classes: int) -> torch.nn.Module:
    if num_classes < 1:
        raise ValueError("num_classes must be at least 1")
    parent_name, _, child_name = name.rpartition(".")
    try:
        old = model.get_submodule(name)
    except AttributeError:
        raise KeyError(name) from None
    if not isinstance(old, nn.Linear):
        raise TypeError(f"{name} is a {type(old).__name__}, not a Linear")

    new = nn.Linear(
        old.in_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    setattr(model.get_submodule(parent_name), child_name, new)
    return model
