"""Keeping one bad batch from throwing the parameters away."""

from collections.abc import Iterable

import torch


def clip_grad_norm(params: Iterable[torch.Tensor], max_norm: float) -> float:
    """Scale all gradients down together where their common norm is larger than max_norm.

    The norm is that of one long vector made of all gradients: the root of the sum of the squares of every element of
    every gradient. Where it is larger than max_norm, each gradient is multiplied by max_norm / norm, the same factor
    for all, so that the direction stays and the norm becomes max_norm. Otherwise the gradients stay as they are; they
    are never scaled up.

    Args:
        params: the parameters whose .grad is looked at. It may be a generator such as model.parameters(), which can be
            gone through once. A parameter whose .grad is None counts as nothing. The parameters themselves stay.
        max_norm: the largest norm that is let through, above 0.

    Returns:
        The norm before the scaling, a Python float (not a tensor); 0.0 if no parameter has a gradient.

    Forbidden: torch.nn.utils.

    Example:
        The norm is the root of 9 + 16 + 144, which is 13. With max_norm 6.5 everything is halved.

        >>> w = torch.tensor([1.0, 1.0], requires_grad=True)
        >>> b = torch.tensor([1.0], requires_grad=True)
        >>> w.grad, b.grad = torch.tensor([3.0, -4.0]), torch.tensor([12.0])
        >>> clip_grad_norm([w, b], max_norm=6.5)
        13.0
        >>> w.grad, b.grad
        (tensor([ 1.5000, -2.0000]), tensor([6.]))
    """
    raise NotImplementedError("clip_grad_norm is not implemented yet")
