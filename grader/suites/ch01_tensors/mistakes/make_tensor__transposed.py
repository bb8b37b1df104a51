"""Rows and columns are exchanged."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.float32).T
