"""Standardisation with the statistics of the training set."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean and the standard deviation of every feature, over the samples.

    Args:
        x: the training inputs, shape (N, ...): N samples, at least 2, of any shape. Stays as it is.

    Returns:
        (mean, std), both in the shape of one sample and in the dtype of x. std is the root of the biased variance, the
        mean of the squared deviations (divided by N, not by N - 1). Where a feature is the same in all samples, so that
        its standard deviation is 0, std is 1.

    Forbidden: nothing.

    Example:
        The second feature is 5 in both samples, so its std is 1.

        >>> fit_standardizer(torch.tensor([[1.0, 5.0], [5.0, 5.0]]))
        (tensor([3., 5.]), tensor([2., 1.]))
    """
    ### BEGIN SOLUTION
    std = x.std(dim=0, correction=0)
    std[std == 0] = 1
    return x.mean(dim=0), std
    ### END SOLUTION


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    """Subtract the mean and divide by the standard deviation that were fitted elsewhere.

    Args:
        x: any samples, of the training set or not, shape (N, ...); N may be 1. Stays as it is.
        mean: the mean of every feature, in the shape of one sample.
        std: the standard deviation of every feature, in the shape of one sample; no entry is 0.

    Returns:
        A new tensor in the shape and the dtype of x.

    Forbidden: nothing.

    Example:
        >>> apply_standardizer(torch.tensor([[7.0, 6.0]]), torch.tensor([3.0, 5.0]), torch.tensor([2.0, 1.0]))
        tensor([[2., 1.]])
    """
    ### BEGIN SOLUTION
    return (x - mean) / std
    ### END SOLUTION
