"""A plain loop over named_parameters."""

import torch


def trainable_parameters(model: torch.nn.Module) -> list[str]:
    names = []
    for name, param in model.named_parameters():
        if param.requires_grad:
            names.append(name)
    return names
