"""A residual block: two convolutions and a way around them."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    """The basic block of a ResNet: relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x)).

    conv1 and conv2 are 3x3 convolutions with padding 1 and without bias; conv1 has the stride, conv2 has stride 1. bn1
    and bn2 are nn.BatchNorm2d. Where the block changes neither the number of channels nor the size (stride 1), the
    shortcut is x itself and has no parameters; otherwise it is an nn.Sequential named `shortcut` of a 1x1 convolution
    with the stride, without padding and bias, and an nn.BatchNorm2d. So the parameters are called conv1.weight,
    bn1.weight, bn1.bias, conv2.weight, bn2.weight, bn2.bias and, where there are any, shortcut.0.weight,
    shortcut.1.weight and shortcut.1.bias.

    Forbidden: nothing.

    Example:
        With both convolutions at zero the block gives relu(x).

        >>> block = ResidualBlock(1, 1, stride=1)
        >>> _ = [nn.init.zeros_(conv.weight) for conv in (block.conv1, block.conv2)]
        >>> block(torch.tensor([[[[3.0, -4.0]]]])).detach()
        tensor([[[[3., 0.]]]])
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        """Make the layers.

        Args:
            in_channels: channels of the input.
            out_channels: channels of the output.
            stride: 1, or more for an output that is smaller than the input.
        """
        raise NotImplementedError("ResidualBlock.__init__ is not implemented yet")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The output of the block.

        Args:
            x: shape (N, in_channels, H, W). Stays as it is.

        Returns:
            Shape (N, out_channels, H', W'): a new tensor that autograd can differentiate.
        """
        raise NotImplementedError("ResidualBlock.forward is not implemented yet")
