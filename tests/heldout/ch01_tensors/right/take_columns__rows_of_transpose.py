"""Picks rows of the transpose and transposes back."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return x.T[columns].T
