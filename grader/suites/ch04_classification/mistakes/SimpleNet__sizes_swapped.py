"""nn.Linear's two arguments the wrong way round."""

import torch
from torch import nn


class SimpleNet(nn.Module):
    def __init__(self, in_features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(hidden, in_features)
        self.fc2 = nn.Linear(classes, hidden)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc2(torch.relu(self.fc1(x)))
