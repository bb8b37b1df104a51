"""Puts all rows behind each other, in one dimension."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.cat([torch.tensor(row, dtype=torch.float32) for row in rows])
