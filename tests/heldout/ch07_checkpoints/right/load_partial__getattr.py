"""Walks to each parameter or buffer by its dotted name."""

import torch
from torch import nn


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    names = list(model.state_dict().keys())
    missing, unexpected = names.copy(), []
    for full_name, tensor in state.items():
        name = full_name if not full_name.startswith("module.") else full_name.split(".", 1)[1]
        ok = False
        if name in names:
            place = model
            for step in name.split("."):
                place = getattr(place, step)
            if place.shape == tensor.shape:
                place.data.copy_(tensor)
                ok = True
        if ok:
            missing.remove(name)
        else:
            unexpected.append(name)
    return missing, unexpected
