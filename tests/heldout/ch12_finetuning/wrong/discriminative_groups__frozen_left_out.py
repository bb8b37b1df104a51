"""Puts only the parameters with requires_grad=True into the groups."""

import torch


def discriminative_groups(
    model: torch.nn.Module, blocks: list[str], base_lr: float, decay: float
) -> list[dict[str, object]]:
    modules = dict(model.named_modules())
    n = len(blocks)
    groups, seen = [], set()
    for i, name in enumerate(blocks):
        if name not in modules:
            raise KeyError(name)
        params = []
        for p in modules[name].parameters():
            if p in seen:
                continue
            seen.add(p)
            if p.requires_grad:
                params.append(p)
        groups.append({"params": params, "lr": base_lr * decay ** (n - 1 - i)})
    if any(p not in seen for p in model.parameters()):
        raise ValueError("a parameter lies in no block")
    return groups
