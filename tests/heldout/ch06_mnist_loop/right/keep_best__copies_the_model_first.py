"""Deep-copies the whole model and takes the state_dict of the copy."""

import copy

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    is_better = True if best is None else metric > best[0]
    if not is_better:
        old_metric, old_state = best
        return old_metric, old_state
    return metric, copy.deepcopy(model).state_dict()
