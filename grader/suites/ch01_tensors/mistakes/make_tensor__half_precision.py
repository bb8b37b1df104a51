"""Half precision keeps three digits only."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.float16)
