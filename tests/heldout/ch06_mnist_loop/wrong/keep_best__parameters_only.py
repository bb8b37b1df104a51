"""Copies named_parameters only and so forgets the buffers (BatchNorm's running statistics)."""

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    if best is None or metric > best[0]:
        return metric, {name: p.detach().clone() for name, p in model.named_parameters()}
    return best
