"""A tensor of the right shape with nothing in it."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.zeros(len(rows), len(rows[0]))
