"""Makes a vector of every row and stacks them."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.stack([torch.tensor(row, dtype=torch.float32) for row in rows])
