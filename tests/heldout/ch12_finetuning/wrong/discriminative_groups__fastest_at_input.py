"""Raises decay to the index from the input, so the stem learns fastest and the head slowest."""

import torch


def discriminative_groups(
    model: torch.nn.Module, blocks: list[str], base_lr: float, decay: float
) -> list[dict[str, object]]:
    modules = dict(model.named_modules())
    groups, seen = [], set()
    for k, name in enumerate(blocks):
        if name not in modules:
            raise KeyError(name)
        params = [p for p in modules[name].parameters() if p not in seen]
        seen.update(params)
        groups.append({"params": params, "lr": base_lr * decay**k})
    if any(p not in seen for p in model.parameters()):
        raise ValueError("a parameter lies in no block")
    return groups
