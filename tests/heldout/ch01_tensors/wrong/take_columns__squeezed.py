"""Squeezes, so that a single column loses its dimension."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return x[:, columns].squeeze()
