"""The linear layer as a module of your own."""

import torch
from torch import nn


class MyLinear(nn.Module):
    """A linear layer, x W^T + b, that does what nn.Linear does.

    Its parameters are called `weight`, shape (out_features, in_features), and `bias`, shape (out_features,); with
    bias=False there is no parameter `bias`, and nothing is added.

    The weights start at random, with mean 0 and a standard deviation close to 1 / sqrt(in_features): anything from half
    of that to twice that will do, so nn.Linear's own rule, Xavier's and Kaiming's all do. The bias starts at zeros, or
    at random and no larger than the weights. Draw from torch's global generator and do not seed it.

    Forbidden: torch.nn.Linear, torch.nn.functional.linear.

    Example:
        >>> layer = MyLinear(3, 2)
        >>> _ = layer.load_state_dict({
        ...     "weight": torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]]),
        ...     "bias": torch.tensor([10.0, 20.0]),
        ... })
        >>> layer(torch.tensor([[1.0, 2.0, 3.0]])).detach()
        tensor([[ 8., 24.]])
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        """Make the parameters.

        Args:
            in_features: how many inputs the layer has.
            out_features: how many outputs it has.
            bias: whether it has a bias.
        """
        raise NotImplementedError("MyLinear.__init__ is not implemented yet")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Apply the layer.

        Args:
            x: inputs, shape (..., in_features), with any number of leading dimensions. Stays as it is.

        Returns:
            The outputs, shape (..., out_features): a new tensor that autograd can differentiate with respect to x
            and the parameters.
        """
        raise NotImplementedError("MyLinear.forward is not implemented yet")
