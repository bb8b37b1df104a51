"""A list of rows, each a tensor."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return [torch.tensor(row, dtype=torch.float32) for row in rows]
