"""Made of the learner's own linear layers, in an nn.Sequential that holds layers alone."""

from collections.abc import Callable

import torch
from linear import MyLinear
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.layers = nn.Sequential(*[MyLinear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)])
        self.act = act

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        last = len(self.layers) - 1
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i != last:
                x = self.act(x)
        return x
