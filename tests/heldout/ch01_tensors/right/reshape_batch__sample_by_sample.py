"""Flattens every sample for itself and stacks the rows."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    rows = []
    for sample in x:
        rows.append(sample.reshape(-1))
    return torch.stack(rows)
