"""All numbers in one dimension."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor([number for row in rows for number in row], dtype=torch.float32)
