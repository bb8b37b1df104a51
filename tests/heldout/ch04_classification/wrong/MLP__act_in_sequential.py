"""Puts the activations between the layers of an nn.Sequential, which moves the numbers of the names."""

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        parts = []
        for m, n in pairwise(sizes):
            parts += [nn.Linear(m, n), nn.ReLU()]
        self.layers = nn.Sequential(*parts[:-1])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x)
