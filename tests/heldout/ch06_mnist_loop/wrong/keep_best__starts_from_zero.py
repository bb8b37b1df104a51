"""Starts from a best metric of 0, so that a first metric of 0 or below (a negative loss) keeps no state at all."""

import copy

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    if best is None:
        best = (0.0, {})
    if metric > best[0]:
        best = (metric, copy.deepcopy(model.state_dict()))
    return best
