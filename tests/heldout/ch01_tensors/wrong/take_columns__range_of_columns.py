"""Takes everything from the first to the last of the columns asked for."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return x[:, columns[0] : columns[-1] + 1]
