"""Copies into the tensors of state_dict, which share memory with the model."""

import torch
from torch import nn


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    prefix = "module."
    targets = model.state_dict()
    loaded = set()
    unexpected = []
    for key in state:
        name = key[len(prefix) :] if key.startswith(prefix) else key
        target = targets.get(name)
        if target is None or target.size() != state[key].size():
            unexpected += [name]
            continue
        with torch.no_grad():
            target.copy_(state[key])
        loaded.add(name)
    return [name for name in targets if name not in loaded], unexpected
