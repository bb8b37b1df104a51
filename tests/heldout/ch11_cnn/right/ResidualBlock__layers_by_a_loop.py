"""Makes the layers in a loop and computes with max and clamp."""

import torch
from torch import nn


def conv3x3(cin: int, cout: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(cin, cout, (3, 3), stride=(stride, stride), padding=(1, 1), bias=False)


class ResidualBlock(nn.Module):
    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        super().__init__()
        for number, cin, step in ((1, in_channels, stride), (2, out_channels, 1)):
            self.add_module(f"conv{number}", conv3x3(cin, out_channels, step))
            self.add_module(f"bn{number}", nn.BatchNorm2d(num_features=out_channels))
        same = in_channels == out_channels and stride == 1
        self.shortcut = nn.Identity() if same else self._projection(in_channels, out_channels, stride)

    @staticmethod
    def _projection(cin: int, cout: int, stride: int) -> nn.Sequential:
        way = nn.Sequential()
        way.append(nn.Conv2d(cin, cout, 1, stride=stride, bias=False))
        way.append(nn.BatchNorm2d(cout))
        return way

    def residual(self, x: torch.Tensor) -> torch.Tensor:
        return self.bn2(self.conv2(self.bn1(self.conv1(x)).clamp(min=0)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(torch.add(self.shortcut(x), self.residual(x)))
