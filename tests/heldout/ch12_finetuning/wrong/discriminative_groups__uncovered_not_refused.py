"""Never checks that every parameter lies in a block; one left out is silently not trained."""

import torch


def discriminative_groups(
    model: torch.nn.Module, blocks: list[str], base_lr: float, decay: float
) -> list[dict[str, object]]:
    groups = []
    seen = set()
    for k, name in enumerate(reversed(blocks)):
        groups.append({"name": name, "lr": base_lr * decay**k})
    groups.reverse()
    for group in groups:
        try:
            block = model.get_submodule(group.pop("name"))
        except AttributeError as error:
            raise KeyError(str(error)) from error
        group["params"] = [p for p in block.parameters() if p not in seen]
        seen.update(group["params"])
    return groups
