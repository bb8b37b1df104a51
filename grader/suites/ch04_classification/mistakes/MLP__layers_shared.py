"""One layer object for all steps of the same size."""

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.act = act
        made: dict[tuple[int, int], nn.Linear] = {}
        self.layers = nn.ModuleList(made.setdefault(size, nn.Linear(*size)) for size in pairwise(sizes))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers[:-1]:
            x = self.act(layer(x))
        return self.layers[-1](x)
