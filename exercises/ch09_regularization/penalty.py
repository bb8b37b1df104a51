"""A price for large weights."""

from collections.abc import Iterable

import torch


def l2_penalty(params: Iterable[torch.Tensor], skip_bias: bool) -> torch.Tensor:
    """The sum of the squares of all elements of all parameters, to be added to a loss.

    No factor in front, no mean, no root.

    Args:
        params: the parameters, tensors of any shapes. It may be a generator such as model.parameters(), which can be
            gone through once. They stay as they are.
        skip_bias: whether to leave out parameters with fewer than two dimensions (biases, scales of normalisation
            layers).

    Returns:
        A tensor without dimensions (shape ()), float32 where the parameters are. Autograd can differentiate it with
        respect to every parameter that counts. Where none counts it is torch.tensor(0.0).

    Forbidden: torch.optim.

    Example:
        >>> weight, bias = torch.tensor([[1.0, 2.0], [3.0, 0.0]]), torch.tensor([5.0, 1.0])
        >>> l2_penalty([weight, bias], skip_bias=False), l2_penalty([weight, bias], skip_bias=True)
        (tensor(40.), tensor(14.))
    """
    raise NotImplementedError("l2_penalty is not implemented yet")
