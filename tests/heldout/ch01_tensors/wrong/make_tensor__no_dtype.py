"""Lets torch choose the dtype, which is int64 when all numbers are whole."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor(rows)
