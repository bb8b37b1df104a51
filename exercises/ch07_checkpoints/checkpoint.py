"""A training's state in a file, and back."""

import torch
from torch import nn


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    """Write down all that is needed to go on later.

    The file holds a dict with three keys: "model", the model's state_dict; "optimizer", the optimiser's; and "epoch",
    the number that was given. A file that is there already is replaced.

    Args:
        path: the file to write; its folder exists.
        model: the model. It stays as it was: parameters, gradients, and the train or eval mode of every part.
        optimizer: the optimiser, which stays as it was too.
        epoch: how many epochs are done.

    Forbidden: saving objects such as the model itself. The file holds tensors, numbers, texts and containers of them,
    so that torch.load(path, weights_only=True) reads it on any machine, without your classes.

    Example:
        >>> import os, tempfile
        >>> path = os.path.join(tempfile.mkdtemp(), "last.pt")
        >>> model = nn.Linear(1, 2, bias=False)
        >>> save_checkpoint(path, model, torch.optim.SGD(model.parameters(), lr=0.5), epoch=3)
        >>> checkpoint = torch.load(path, weights_only=True)
        >>> sorted(checkpoint), checkpoint["epoch"], checkpoint["optimizer"]["param_groups"][0]["lr"]
        (['epoch', 'model', 'optimizer'], 3, 0.5)
    """
    raise NotImplementedError("save_checkpoint is not implemented yet")


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    """Put a checkpoint of `save_checkpoint` back into a model and, if one is given, an optimiser.

    Args:
        path: a file with the keys "model", "optimizer" and "epoch". It may have been written on a machine with GPUs
            that this one does not have.
        model: a model of the same structure, on any device. All its parameters and buffers become those of the file;
            gradients and the train or eval mode of every part stay as they were.
        optimizer: an optimiser over the model's parameters, whose state and settings become those of the file; None
            where the model is only to be used.

    Returns:
        The number under "epoch".

    Raises:
        RuntimeError: the names or shapes in the file are not the model's; nothing is left out in silence.
        pickle.UnpicklingError: the file holds objects other than tensors and plain values, which could run any code
            while they are loaded. torch.load raises it when it is told weights_only=True.

    Forbidden: torch.load(..., weights_only=False).

    Example:
        >>> import os, tempfile
        >>> path = os.path.join(tempfile.mkdtemp(), "last.pt")
        >>> torch.save({"model": {"weight": torch.tensor([[2.0], [3.0]])}, "optimizer": {}, "epoch": 7}, path)
        >>> model = nn.Linear(1, 2, bias=False)
        >>> load_checkpoint(path, model)
        7
        >>> model.weight.tolist()
        [[2.0], [3.0]]
    """
    raise NotImplementedError("load_checkpoint is not implemented yet")
