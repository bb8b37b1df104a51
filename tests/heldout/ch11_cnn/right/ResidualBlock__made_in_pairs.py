"""Makes convolution and BatchNorm in pairs, and goes through the pairs."""

import torch
from torch import nn
from torch.nn import functional as F


class ResidualBlock(nn.Module):
    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        nn.Module.__init__(self)
        self.needs_projection = stride > 1 or in_channels != out_channels
        self.conv1, self.bn1 = self._pair(in_channels, out_channels, 3, stride)
        self.conv2, self.bn2 = self._pair(out_channels, out_channels, 3, 1)
        if self.needs_projection:
            self.shortcut = nn.Sequential(*self._pair(in_channels, out_channels, 1, stride))

    def _pair(self, cin, cout, size, stride):
        return nn.Conv2d(cin, cout, size, stride, padding=size // 2, bias=False), nn.BatchNorm2d(cout)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = x
        for conv, bn, last in ((self.conv1, self.bn1, False), (self.conv2, self.bn2, True)):
            h = bn(conv(h))
            if not last:
                h = F.relu(h, inplace=True)
        h = h + (self.shortcut(x) if self.needs_projection else x)
        return F.relu_(h)
