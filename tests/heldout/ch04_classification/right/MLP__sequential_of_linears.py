"""Holds the linear layers in an nn.Sequential and reduces over it."""

import functools
from collections.abc import Callable

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.layers = nn.Sequential(*[nn.Linear(m, n) for m, n in zip(sizes[:-1], sizes[1:])])
        self.act = act

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = functools.reduce(lambda z, layer: self.act(layer(z)), self.layers[:-1], x)
        return self.layers[-1](h)
