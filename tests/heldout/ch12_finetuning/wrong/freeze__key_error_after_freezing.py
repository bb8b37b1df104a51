"""Freezes everything before it looks the names up, so an unknown name leaves a frozen model behind."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    for param in model.parameters():
        param.requires_grad = False

    modules = dict(model.named_modules())
    for name in trainable:
        if name not in modules:
            raise KeyError(name)
        for param in modules[name].parameters():
            param.requires_grad = True

    for param in model.parameters():
        if not param.requires_grad:
            param.grad = None
