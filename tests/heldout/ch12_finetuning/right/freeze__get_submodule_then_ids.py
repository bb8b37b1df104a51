"""Collects the ids of the parameters inside the named modules first, then sets every parameter."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    keep = set()
    for name in trainable:
        try:
            module = model.get_submodule(name)
        except AttributeError:
            raise KeyError(name) from None
        keep.update(id(p) for p in module.parameters())

    for p in model.parameters():
        p.requires_grad = id(p) in keep
        if not p.requires_grad:
            p.grad = None
