"""Counts the places before the head and keeps a set of the ids already placed."""

import torch


def discriminative_groups(
    model: torch.nn.Module, blocks: list[str], base_lr: float, decay: float
) -> list[dict[str, object]]:
    groups = []
    placed = set()
    for i, name in enumerate(blocks):
        try:
            block = model.get_submodule(name)
        except AttributeError:
            raise KeyError(name) from None
        params = [p for p in block.parameters() if id(p) not in placed]
        placed |= {id(p) for p in params}
        groups.append({"params": params, "lr": base_lr * decay ** (len(blocks) - 1 - i)})

    for name, p in model.named_parameters():
        if id(p) not in placed:
            raise ValueError(f"{name} lies in no block")
    return groups
