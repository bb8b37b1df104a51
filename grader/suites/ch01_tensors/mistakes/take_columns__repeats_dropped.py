"""A repeated column comes once."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return x[:, list(dict.fromkeys(columns))]
