"""torch.mm takes matrices only, so other numbers of dimensions raise."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.mm(x, W.T) + b
