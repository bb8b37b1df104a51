"""A set of the tensors themselves, which are hashed by identity."""

import torch


def param_groups_no_decay(named_params, weight_decay: float) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = [
        {"params": [], "weight_decay": float(weight_decay)},
        {"params": [], "weight_decay": 0.0},
    ]
    met: set[torch.Tensor] = set()
    for _name, parameter in named_params:
        if parameter in met:
            continue
        met.add(parameter)
        if parameter.requires_grad:
            groups[len(parameter.shape) < 2]["params"].append(parameter)
    return groups
