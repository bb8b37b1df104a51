"""Freezes what is not named but never sets True, so a second call with other names does not start anew."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    modules = dict(model.named_modules())
    for name in trainable:
        if name not in modules:
            raise KeyError(name)

    for name, param in model.named_parameters():
        if not any(name.startswith(t + ".") for t in trainable):
            param.requires_grad = False
            param.grad = None
