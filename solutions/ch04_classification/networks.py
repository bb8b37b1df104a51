"""Two networks as modules: one with its layers written out, and one with as many layers as it is asked for."""

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import nn


class SimpleNet(nn.Module):
    """A classifier with one hidden layer: linear, ReLU, linear.

    It holds two nn.Linear layers, named `fc1` (in_features -> hidden) and `fc2` (hidden -> classes), so that its
    parameters are called fc1.weight, fc1.bias, fc2.weight and fc2.bias. Both have a bias and start as nn.Linear makes
    them. Call super().__init__() before the first layer is stored.

    Forbidden: nothing. Write no `backward` method: autograd works the gradients out from `forward`.

    Example:
        >>> net = SimpleNet(2, 3, 2)
        >>> _ = net.load_state_dict({
        ...     "fc1.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]),
        ...     "fc1.bias": torch.tensor([0.0, 1.0, 0.0]),
        ...     "fc2.weight": torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, -1.0]]),
        ...     "fc2.bias": torch.tensor([10.0, 20.0]),
        ... })
        >>> net(torch.tensor([[2.0, -3.0]])).detach()
        tensor([[12., 19.]])
    """

    def __init__(self, in_features: int, hidden: int, classes: int) -> None:
        """Make the layers.

        Args:
            in_features: how many numbers describe a sample.
            hidden: how many numbers the hidden layer has.
            classes: how many classes there are.
        """
        ### BEGIN SOLUTION
        super().__init__()
        self.fc1 = nn.Linear(in_features, hidden)
        self.fc2 = nn.Linear(hidden, classes)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The logits of each sample: fc1, ReLU, fc2, and nothing after that.

        Args:
            x: inputs, shape (N, in_features). Stays as it is.

        Returns:
            The logits, shape (N, classes): a new tensor that autograd can differentiate.
        """
        ### BEGIN SOLUTION
        return self.fc2(torch.relu(self.fc1(x)))
        ### END SOLUTION


class MLP(nn.Module):
    """A multi-layer perceptron: linear layers of any number and size, an activation between each two.

    Its nn.Linear layers (with bias) stand in order under the name `layers`, so that the parameters are called
    layers.0.weight, layers.0.bias, layers.1.weight, layers.1.bias and so on; nothing else in it has parameters. An
    nn.ModuleList gives these names. Layers of equal size are still layers of their own.

    Forbidden: nothing.

    Example:
        >>> net = MLP([2, 2, 1], torch.relu)
        >>> _ = net.load_state_dict({
        ...     "layers.0.weight": torch.tensor([[1.0, 0.0], [0.0, -1.0]]),
        ...     "layers.0.bias": torch.tensor([0.0, 1.0]),
        ...     "layers.1.weight": torch.tensor([[2.0, 5.0]]),
        ...     "layers.1.bias": torch.tensor([-10.0]),
        ... })
        >>> net(torch.tensor([[3.0, 4.0]])).detach()
        tensor([[-4.]])
    """

    def __init__(self, sizes: list[int], act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        """Make the layers.

        Args:
            sizes: the number of inputs, the sizes of the hidden layers, and the number of outputs: two numbers or
                more. [784, 128, 10] makes two layers, 784 -> 128 and 128 -> 10.
            act: the activation: anything that turns a tensor into a tensor of the same shape when it is called, a
                plain function (torch.relu) or a module without parameters (nn.Tanh()).
        """
        ### BEGIN SOLUTION
        super().__init__()
        self.act = act
        self.layers = nn.ModuleList(nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The outputs of the last layer: `act` after every layer except the last.

        Args:
            x: inputs, shape (N, sizes[0]). Stays as it is.

        Returns:
            The outputs, shape (N, sizes[-1]): a new tensor that autograd can differentiate.
        """
        ### BEGIN SOLUTION
        for layer in self.layers[:-1]:
            x = self.act(layer(x))
        return self.layers[-1](x)
        ### END SOLUTION
