"""What torch.hub looks for in a repository: packages that must be there, and functions that make models."""

from itertools import pairwise

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    """A classifier, ready to be used, with trained weights if a file of them is named.

    Others call it as torch.hub.load(folder, "hub_entrypoint", [784, 128, 10], weights="last.pt", source="local").

    Args:
        sizes: the number of inputs, the sizes of the hidden layers, and the number of classes: two numbers or more.
        weights: a checkpoint with the model's state_dict under "model" (and other keys, which do not matter here), or
            None for the weights that nn.Linear starts with.
        map_location: where torch.load is to put the tensors of the file, whatever machine wrote it.

    Returns:
        An nn.Sequential of nn.Linear layers with nn.ReLU between them, and nothing after the last: the parameters are
        called 0.weight, 0.bias, 2.weight, 2.bias, 4.weight and so on. It is in eval mode, on the CPU.

    Raises:
        RuntimeError: the names or shapes in the file are not the model's.
        pickle.UnpicklingError: the file holds objects other than tensors and plain values (weights_only=True).

    Forbidden: torch.load(..., weights_only=False).

    Example:
        >>> import os, tempfile
        >>> path = os.path.join(tempfile.mkdtemp(), "last.pt")
        >>> state = {"0.weight": torch.tensor([[2.0, -1.0]]), "0.bias": torch.tensor([10.0])}
        >>> torch.save({"model": state, "epoch": 7}, path)
        >>> model = hub_entrypoint([2, 1], weights=path)
        >>> model(torch.tensor([[3.0, 4.0]])).tolist(), model.training
        ([[12.0]], False)
    """
    raise NotImplementedError("hub_entrypoint is not implemented yet")
