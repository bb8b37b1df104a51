"""The dtype is left to torch, so whole numbers give int64."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor(rows)
