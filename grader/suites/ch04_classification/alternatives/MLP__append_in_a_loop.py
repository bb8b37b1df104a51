"""Appends layer after layer by index, and walks them with the activation in front of all but the first."""

from collections.abc import Callable

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(1, len(sizes)):
            self.layers.append(nn.Linear(sizes[i - 1], sizes[i]))
        self.activation = act

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        first, *rest = self.layers
        h = first(x)
        for layer in rest:
            h = layer(self.activation(h))
        return h
