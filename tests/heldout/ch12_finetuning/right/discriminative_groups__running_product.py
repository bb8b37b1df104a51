"""Makes the rates from the head by multiplying on, then fills the groups from the input."""

import torch


def discriminative_groups(
    model: torch.nn.Module, blocks: list[str], base_lr: float, decay: float
) -> list[dict[str, object]]:
    modules = dict(model.named_modules(remove_duplicate=False))
    parts = [modules[name] for name in blocks]

    rates = []
    lr = base_lr
    for _ in parts:
        rates.insert(0, lr)
        lr = lr * decay

    left = set(model.parameters())
    groups = []
    for part, rate in zip(parts, rates):
        mine = []
        for p in part.parameters():
            if p in left:
                left.remove(p)
                mine.append(p)
        groups.append(dict(params=mine, lr=rate))
    if left:
        raise ValueError(f"{len(left)} parameters would never be trained")
    return groups
