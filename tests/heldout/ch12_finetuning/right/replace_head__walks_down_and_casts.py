"""Walks down _modules part by part, builds a float32 layer and moves it with .to()."""

import torch


def replace_head(model: torch.nn.Module, name: str, num_classes: int) -> torch.nn.Module:
    parent, child = None, model
    for part in name.split("."):
        if part not in child._modules or child._modules[part] is None:
            raise KeyError(f"{name}: no {part}")
        parent, child = child, child._modules[part]
    if not isinstance(child, torch.nn.Linear):
        raise TypeError("only a Linear can be replaced")
    if num_classes <= 0:
        raise ValueError(num_classes)

    has_bias = child.bias is not None
    new = torch.nn.Linear(child.weight.shape[1], num_classes, bias=has_bias)
    new = new.to(child.weight)
    parent.add_module(part, new)
    return model
