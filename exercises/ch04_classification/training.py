"""Training a classifier with an optimiser of torch.optim."""

import torch
import torch.nn.functional as F


def fit_with_optimizer(
    model: torch.nn.Module, optimizer: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor, steps: int
) -> list[float]:
    """Train a classifier on all samples at once, one step of the optimiser after the other.

    Each step computes the cross-entropy of all N samples (the mean over them), its gradients, and lets the optimiser
    move the parameters. Gradients that are in .grad from before must not take part in any step.

    Args:
        model: turns x into logits of shape (N, C). It comes in train mode; leave it there. Its parameters change in
            place, through the optimiser.
        optimizer: an optimiser of torch.optim over the model's parameters, with its settings made. Use it as it is.
        x: inputs, shape (N, ...).
        y: the class of each sample, shape (N,), int64.
        steps: how many steps to take, 0 or more: exactly so many, also where the loss rises.

    Returns:
        The loss before each step, as Python floats (not tensors), in a list of length `steps`.

    Forbidden: nothing. F.cross_entropy, backward() and the optimiser are what this is about.

    Example:
        The weights are zero, so both classes get probability 1/2 and the first loss is ln 2.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
        >>> losses = fit_with_optimizer(model, optimizer, torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]), steps=2)
        >>> [round(loss, 4) for loss in losses]
        [0.6931, 0.6178]
    """
    raise NotImplementedError("fit_with_optimizer is not implemented yet")
