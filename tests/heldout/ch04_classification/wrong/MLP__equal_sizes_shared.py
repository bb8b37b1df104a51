"""Makes one layer for each pair of sizes and uses it again for equal ones."""

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.act = act
        made = {}
        self.layers = nn.ModuleList()
        for m, n in pairwise(sizes):
            if (m, n) not in made:
                made[m, n] = nn.Linear(m, n)
            self.layers.append(made[m, n])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers[:-1]:
            x = self.act(layer(x))
        return self.layers[-1](x)
