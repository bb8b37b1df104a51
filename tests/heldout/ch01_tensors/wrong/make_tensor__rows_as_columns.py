"""Stacks the rows side by side, so that they become columns."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.stack([torch.tensor(row, dtype=torch.float32) for row in rows], dim=1)
