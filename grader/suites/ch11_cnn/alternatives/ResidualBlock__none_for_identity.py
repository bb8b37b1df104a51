"""None where there is no shortcut."""

from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride):
        super().__init__()
        if stride > 1 or out_channels != in_channels:
            projection = nn.Conv2d(in_channels, out_channels, kernel_size=1, stride=stride, bias=False)
            self.shortcut = nn.Sequential(projection, nn.BatchNorm2d(out_channels))
        else:
            self.shortcut = None
        for index, inputs, step in ((1, in_channels, stride), (2, out_channels, 1)):
            conv = nn.Conv2d(inputs, out_channels, kernel_size=3, stride=step, padding=1, bias=False)
            self.add_module(f"conv{index}", conv)
            self.add_module(f"bn{index}", nn.BatchNorm2d(out_channels))

    def forward(self, x):
        y = self.bn1(self.conv1(x)).clamp(min=0)
        y = self.bn2(self.conv2(y))
        return (y + (x if self.shortcut is None else self.shortcut(x))).clamp_min(0)
