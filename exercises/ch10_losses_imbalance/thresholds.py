"""From scores to yes and no."""

import torch


def best_threshold(scores: torch.Tensor, y: torch.Tensor) -> float:
    """The threshold with the highest F1 on a validation set.

    With a threshold t, the samples with a score of t or more are called positive. F1 is 2 TP / (2 TP + FP + FN).

    Args:
        scores: one score for each sample of the validation set, shape (N,), float32; any finite numbers, probabilities
            or logits, in any order. Several may be equal: a threshold cannot separate those.
        y: the truth, shape (N,), int64: 1 for positive, 0 for negative; at least one is positive.

    Returns:
        One of the scores, as a Python float: the one that gives the highest F1 as a threshold. Where several do, any of
        them. scores and y stay as they were.

    Forbidden: nothing.

    Example:
        From 0.4 on four samples are called positive, and three of them are: F1 is 6 / 7. With 0.9 it is 1 / 2, with
        0.8 it is 4 / 5, with 0.6 it is 2 / 3, with 0.1 it is 3 / 4.

        >>> scores, y = torch.tensor([0.9, 0.1, 0.6, 0.8, 0.4]), torch.tensor([1, 0, 0, 1, 1])
        >>> round(best_threshold(scores, y), 4)
        0.4
    """
    raise NotImplementedError("best_threshold is not implemented yet")
