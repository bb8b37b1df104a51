"""Looks all modules up, freezes everything, thaws the named modules, then clears the gradients of the rest."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    all_modules = dict(model.named_modules(remove_duplicate=False))
    chosen = [all_modules[name] for name in trainable]  # KeyError before anything is changed

    model.requires_grad_(False)
    for module in chosen:
        module.requires_grad_(True)

    for param in model.parameters():
        if not param.requires_grad:
            param.grad = None
