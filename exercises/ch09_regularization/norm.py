"""Batch normalisation, in training and after it."""

import torch


def batchnorm_train(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor,
    running_mean: torch.Tensor,
    running_var: torch.Tensor,
    momentum: float,
    eps: float,
) -> torch.Tensor:
    """Batch normalisation as it works in training: with the statistics of this batch.

    Each column is shifted and scaled by its own mean and variance over the N rows, then scaled by weight and shifted by
    bias: (x - mean) / sqrt(var + eps) * weight + bias. The var in there is the biased one, divided by N.

    The running statistics take a step towards the batch's: running = (1 - momentum) * running + momentum * batch. Here
    the variance is the UNBIASED one, divided by N - 1.

    Args:
        x: activations, shape (N, D), N at least 2. Stays as it is.
        weight: the scale of each column, shape (D,).
        bias: the shift of each column, shape (D,).
        running_mean: shape (D,). Changed in place; the change is not recorded by autograd.
        running_var: shape (D,). Changed in place, likewise.
        momentum: the share of the new batch.
        eps: a small number inside the root.

    Returns:
        A new tensor of shape (N, D). Autograd can differentiate it with respect to x, weight and bias; mean and var
        depend on x, and the gradient goes through them.

    Forbidden: torch.nn.functional.batch_norm, torch.batch_norm, torch.nn.BatchNorm1d and their relatives.

    Example:
        The column has mean 2, biased variance 8/3 and unbiased variance 4.

        >>> mean, var = torch.tensor([1.0]), torch.tensor([2.0])
        >>> x = torch.tensor([[0.0], [2.0], [4.0]])
        >>> batchnorm_train(x, torch.tensor([3.0]), torch.tensor([1.0]), mean, var, momentum=0.25, eps=0.0)
        tensor([[-2.6742],
                [ 1.0000],
                [ 4.6742]])
        >>> mean, var
        (tensor([1.2500]), tensor([2.5000]))
    """
    raise NotImplementedError("batchnorm_train is not implemented yet")


def batchnorm_eval(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor,
    running_mean: torch.Tensor,
    running_var: torch.Tensor,
    eps: float,
) -> torch.Tensor:
    """Batch normalisation as it works after training: with the running statistics, row by row.

    (x - running_mean) / sqrt(running_var + eps) * weight + bias. What a row becomes does not depend on the other rows,
    and nothing is updated.

    Args:
        x: activations, shape (N, D), N at least 1. Stays as it is, like all other arguments.
        weight: the scale of each column, shape (D,).
        bias: the shift of each column, shape (D,).
        running_mean: shape (D,).
        running_var: shape (D,).
        eps: a small number inside the root.

    Returns:
        A new tensor of shape (N, D).

    Forbidden: as in batchnorm_train.

    Example:
        >>> mean, var = torch.tensor([1.0]), torch.tensor([4.0])
        >>> batchnorm_eval(torch.tensor([[3.0]]), torch.tensor([10.0]), torch.tensor([0.5]), mean, var, eps=0.0)
        tensor([[10.5000]])
    """
    raise NotImplementedError("batchnorm_eval is not implemented yet")
