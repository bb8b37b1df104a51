"""Compares names, but with the dot and under every name of a shared parameter."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    known = [name for name, _ in model.named_modules(remove_duplicate=False)]
    for name in trainable:
        if name not in known:
            raise KeyError(f"no module called {name!r}")

    prefixes = tuple(name + "." if name else "" for name in trainable)
    open_ids = set()
    for name, p in model.named_parameters(remove_duplicate=False):
        if name.startswith(prefixes):
            open_ids.add(id(p))
    for p in model.parameters():
        if id(p) in open_ids:
            p.requires_grad_(True)
        else:
            p.requires_grad_(False)
            p.grad = None
