"""The fractions are cut off."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor([[int(number) for number in row] for row in rows], dtype=torch.float32)
