"""New layers at every call."""

import torch
from torch import nn


class SimpleNet(nn.Module):
    def __init__(self, in_features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.sizes = in_features, hidden, classes

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        in_features, hidden, classes = self.sizes
        x = torch.relu(nn.Linear(in_features, hidden)(x))
        return nn.Linear(hidden, classes)(x)
