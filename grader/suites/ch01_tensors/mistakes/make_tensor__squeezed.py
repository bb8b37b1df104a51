"""Dimensions of length 1 are removed."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.float32).squeeze()
