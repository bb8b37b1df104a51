"""A layer with one weight a feature."""

import torch
from torch import nn


class Gain(nn.Module):
    """Multiplies every feature by a weight of its own; the weights start at 1.

    Example:
        Gain(2) with the weight [2, 3] makes [[1, 1]] into [[2, 3]]
    """

    def __init__(self, features: int) -> None:
        """Make the weight, of shape (features,)."""
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Parameter(torch.ones(features))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x (N, features) times the weight."""
        ### BEGIN SOLUTION
        return x * self.weight
        ### END SOLUTION

    def doubled(self, x: torch.Tensor) -> torch.Tensor:
        """Return twice what forward gives."""
        ### BEGIN SOLUTION
        return 2 * self(x)
        ### END SOLUTION
