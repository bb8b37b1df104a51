"""All distances between two sets of points, in little memory and without losing digits."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """The squared distance of every row of a from every row of b.

    Entry (i, j) is the sum over k of (a[i, k] - b[j, k])^2: no square root is taken.

    Args:
        a: M points with K coordinates each, shape (M, K), float32.
        b: N points, shape (N, K), float32. The points may lie far from the origin, close to each other: coordinates
            of some thousands that differ by about 1.

    Returns:
        A new tensor of shape (M, N), float32. Every entry is right to about four digits, also for points far from
        the origin, and no entry is negative, not even by rounding. a and b stay as they are.

    It must not need memory for M * N * K numbers, which for a thousand points of a few hundred coordinates is
    gigabytes; a few tensors of M * N, M * K and N * K numbers are fine.

    Forbidden: torch.cdist.

    Example:
        >>> a = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
        >>> b = torch.tensor([[0.0, 0.0], [1.0, 0.0], [3.0, 3.0]])
        >>> pairwise_sq_dist(a, b)
        tensor([[ 0.,  1., 18.],
                [25., 20.,  1.]])
    """
    ### BEGIN SOLUTION
    middle = b.mean(dim=0)
    a, b = a - middle, b - middle
    squares = (a**2).sum(dim=1, keepdim=True) + (b**2).sum(dim=1)
    return (squares - 2 * a @ b.T).clamp(min=0)
    ### END SOLUTION
