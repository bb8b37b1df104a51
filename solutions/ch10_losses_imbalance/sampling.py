"""Drawing rare classes more often."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    """With what probability to draw each sample, so that every class is drawn equally often.

    Args:
        y: the class of each of N samples, shape (N,), int64, 0 or more, N at least 1. Classes need not be numbered
            without gaps; a number that does not occur is no class. Stays as it is.

    Returns:
        A float32 tensor, shape (N,): one probability for each sample (not for each class). They add up to 1, those of
        every class add up to the same number, and samples of the same class have the same.

    Forbidden: nothing.

    Example:
        Two classes, each with 1/2: three samples share the one, a single sample has the other.

        >>> balanced_sampler_probs(torch.tensor([0, 2, 0, 0]))
        tensor([0.1667, 0.5000, 0.1667, 0.1667])
    """
    ### BEGIN SOLUTION
    counts = y.bincount()
    return 1 / ((counts > 0).sum() * counts[y])
    ### END SOLUTION
