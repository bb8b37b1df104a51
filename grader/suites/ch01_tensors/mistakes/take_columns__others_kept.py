"""The columns are left out."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return x[:, [column for column in range(x.shape[1]) if column not in columns]]
