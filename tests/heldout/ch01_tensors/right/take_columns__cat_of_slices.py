"""Takes slices of width one and puts them side by side."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    parts = [x[:, c : c + 1] for c in columns]
    return torch.cat(parts, dim=-1)
