"""Marks the columns in a mask: the order and the repeats are lost."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    wanted = torch.zeros(x.shape[1], dtype=torch.bool)
    for c in columns:
        wanted[c] = True
    return x[:, wanted]
