"""A container with numbered children, walked by recursion."""

from collections.abc import Callable

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self.depth = len(sizes) - 1
        self.layers = nn.Module()
        for index in range(self.depth):
            self.layers.add_module(f"{index}", nn.Linear(sizes[index], sizes[index + 1]))
        self.act = act

    def after(self, depth: int, x: torch.Tensor) -> torch.Tensor:
        if depth == 0:
            return self.layers.get_submodule("0")(x)
        return self.layers.get_submodule(f"{depth}")(self.act(self.after(depth - 1, x)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.after(self.depth - 1, x)
