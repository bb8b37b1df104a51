"""Dropout: a network that cannot rely on any single number."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    """Set each element to zero with probability p, and scale the others up, so that the mean stays.

    In training, an element whose random number is smaller than p becomes 0, and every other one is divided by 1 - p.
    The random numbers, one for each element, are torch.rand(x.shape, generator=g), where g is a new torch.Generator
    with manual_seed(seed): the same seed gives the same zeros. Outside training no number changes.

    Args:
        x: activations, of any shape. Stays as it is.
        p: the probability of becoming zero, from 0 up to but not including 1.
        training: whether the network is being trained.
        seed: a whole number, at least 0.

    Returns:
        A tensor in the shape and the dtype of x. Autograd can differentiate it with respect to x.

    Forbidden: torch.nn.functional.dropout, torch.nn.Dropout, torch.dropout and their relatives.

    Example:
        The random numbers are 0.4963, 0.7682, 0.0885 and 0.1320.

        >>> dropout(torch.tensor([1.0, 2.0, 3.0, 4.0]), p=0.2, training=True, seed=0)
        tensor([1.2500, 2.5000, 0.0000, 0.0000])
        >>> dropout(torch.tensor([1.0, 2.0, 3.0, 4.0]), p=0.2, training=False, seed=0)
        tensor([1., 2., 3., 4.])
    """
    raise NotImplementedError("dropout is not implemented yet")
