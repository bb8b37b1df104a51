"""Column 1 is taken for the first."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return x[:, [column - 1 for column in columns]]
