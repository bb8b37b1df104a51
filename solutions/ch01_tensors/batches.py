"""Working on a whole batch at once: add, pick, standardize and average without a loop."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Add a bias to a matrix: one number for each column, or one for each row.

    Args:
        x: a batch, shape (N, D).
        b: the biases. Shape (D,): b[j] is added to column j, in every row. Shape (N, 1): b[i, 0] is added to row i,
            in every column.

    Returns:
        A new tensor of shape (N, D) in the dtype of x. x and b stay as they are.

    Raises:
        ValueError: b has any other shape, also where broadcasting would accept it, such as (), (1,), (1, D) or
            (N, D). (Where N and D are equal, (D,) is a number for each column.)

    Forbidden: nothing.

    Example:
        >>> x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> add_bias(x, torch.tensor([10.0, 20.0, 30.0]))
        tensor([[11., 22., 33.],
                [14., 25., 36.]])
        >>> add_bias(x, torch.tensor([[10.0], [20.0]]))
        tensor([[11., 12., 13.],
                [24., 25., 26.]])
    """
    ### BEGIN SOLUTION
    if b.shape not in ((x.shape[1],), (x.shape[0], 1)):
        raise ValueError(f"x has shape {tuple(x.shape)}, b has shape {tuple(b.shape)}")
    return x + b
    ### END SOLUTION


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """From every row, pick the one number that belongs to the row's true class.

    A classifier gives K numbers (logits) for each sample, one for each class. The loss, in chapter 4, needs from each
    row only the number of the class that is right.

    Args:
        logits: shape (N, K).
        y: the true class of each row, shape (N,), int64, each from 0 to K - 1.

    Returns:
        A new tensor of shape (N,) in the dtype of logits: entry i is logits[i, y[i]]. logits and y stay as they are.

    Forbidden: nothing.

    Example:
        >>> logits = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [0.0, 1.0, 5.0]])
        >>> gather_targets(logits, torch.tensor([2, 0, 1, 1]))
        tensor([3., 4., 8., 1.])
    """
    ### BEGIN SOLUTION
    return logits.gather(1, y.unsqueeze(1)).squeeze(1)
    ### END SOLUTION


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    """Shift and scale x along one dimension, so that its mean there is 0 and its variance about 1.

    The formula is (x - mean) / sqrt(variance + eps). The mean runs along `dim`. The variance is the mean, along `dim`,
    of the squared distances from that mean: the sum of the squares is divided by n, the length of `dim`, not by
    n - 1 (the "biased" variance).

    Args:
        x: numbers, with one dimension or more, of a float dtype.
        dim: the dimension along which mean and variance are taken; negative ones count from the end. For a batch
            (N, D), dim=0 makes every column (feature) have mean 0, dim=1 every row (sample).
        eps: a small number greater than 0, added to the variance under the root: it keeps a constant column, whose
            variance is 0, from becoming 0 / 0.

    Returns:
        A new tensor in the shape and the dtype of x. Where x is constant along `dim` the result is 0. x stays as
        it is.

    Forbidden: nothing.

    Example:
        The mean of the first column is 2 and its variance is (1 + 1 + 4) / 3 = 2. With eps = 2 (much larger than
        usual, so that the numbers are round) the root is 2.

        >>> x = torch.tensor([[1.0, 7.0], [1.0, 7.0], [4.0, 7.0]])
        >>> standardize(x, dim=0, eps=2.0)
        tensor([[-0.5000,  0.0000],
                [-0.5000,  0.0000],
                [ 1.0000,  0.0000]])
    """
    ### BEGIN SOLUTION
    centred = x - x.mean(dim=dim, keepdim=True)
    variance = (centred**2).mean(dim=dim, keepdim=True)
    return centred / torch.sqrt(variance + eps)
    ### END SOLUTION


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of every row, over the entries that the mask lets through.

    Sentences of different lengths are filled up (padded) to make one batch; a mask says which entries are real. What
    stands in the others must not count: neither in the sum nor in how many there are.

    Args:
        x: numbers, shape (N, D), of a float dtype. Where the mask is False anything may stand, inf and NaN too.
        mask: shape (N, D), dtype bool: True where the entry counts.

    Returns:
        A new tensor of shape (N,) in the dtype of x: entry i is the sum of the entries of row i where the mask is
        True, divided by how many there are in this row. For a row whose mask is all False it is 0. x and mask stay
        as they are.

    Forbidden: nothing.

    Example:
        >>> x = torch.tensor([[1.0, 2.0, 6.0], [4.0, float("nan"), 8.0], [5.0, 5.0, 5.0]])
        >>> mask = torch.tensor([[True, True, True], [True, False, True], [False, False, False]])
        >>> masked_mean(x, mask)
        tensor([3., 6., 0.])
    """
    ### BEGIN SOLUTION
    total = torch.where(mask, x, 0).sum(dim=1)
    count = mask.sum(dim=1)
    return total / count.clamp(min=1)
    ### END SOLUTION
