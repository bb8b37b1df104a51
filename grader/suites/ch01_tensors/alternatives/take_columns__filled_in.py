"""Filled into an empty tensor of the same dtype."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    taken = x.new_empty(x.shape[0], len(columns))
    for place, column in enumerate(columns):
        taken[:, place] = x[:, column]
    return taken
