"""A tensor a row, stacked, and converted at the end."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.stack([torch.tensor(row) for row in rows]).float()
