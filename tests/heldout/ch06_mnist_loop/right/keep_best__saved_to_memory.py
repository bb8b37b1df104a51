"""Copies the state by saving it into memory and loading it again."""

import io

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    if best is None or metric > best[0]:
        file = io.BytesIO()
        torch.save(model.state_dict(), file)
        file.seek(0)
        best = (metric, torch.load(file))
    return best
