"""The list of rows is put into another list."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor([rows], dtype=torch.float32)
