"""How many predictions are right."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    """The share of samples whose largest logit belongs to the true class.

    Args:
        logits: one row for each sample, shape (N, C), N and C at least 1. Any finite numbers; all that counts is
            which of a row is the largest. Where several are equally large, the first of them is the prediction.
        y: the class of each sample, shape (N,), int64, from 0 to C - 1.

    Returns:
        The share of right predictions, from 0.0 to 1.0, as a Python float (not a tensor). logits and y stay as they
        were.

    Forbidden: nothing.

    Example:
        The predictions are 0, 1, 0 (a tie, the first one wins) and 2; three of four are right.

        >>> logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 5.0]])
        >>> accuracy(logits, torch.tensor([0, 1, 1, 2]))
        0.75
    """
    raise NotImplementedError("accuracy is not implemented yet")
