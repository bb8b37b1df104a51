"""Fills an empty tensor in two loops."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    made = torch.empty(len(rows), len(rows[0]))
    for i, row in enumerate(rows):
        for j, number in enumerate(row):
            made[i, j] = number
    return made
