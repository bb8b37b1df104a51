"""Sets requires_grad rightly but leaves the old .grad on the frozen parameters."""

import torch


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    modules = []
    for name in trainable:
        try:
            modules.append(model.get_submodule(name))
        except AttributeError as error:
            raise KeyError(name) from error

    for p in model.parameters():
        p.requires_grad = False
    for module in modules:
        for p in module.parameters():
            p.requires_grad = True
