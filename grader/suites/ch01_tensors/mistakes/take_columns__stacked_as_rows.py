"""The columns become rows."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return torch.stack([x[:, column] for column in columns])
