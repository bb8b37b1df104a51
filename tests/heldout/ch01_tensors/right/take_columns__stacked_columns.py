"""Takes one column at a time and stacks them side by side."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    return torch.stack([x[:, c] for c in columns], dim=1)
