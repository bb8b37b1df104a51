"""What accuracy does not tell."""

import torch


def confusion_and_f1(pred: torch.Tensor, y: torch.Tensor, K: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    """The confusion matrix of a classifier, the F1 of every class, and their mean.

    F1 of class k is 2 TP / (2 TP + FP + FN): TP samples of class k are predicted as k, FP are predicted as k and are of
    another class, FN are of class k and are predicted as another.

    Args:
        pred: the predicted class of each sample, shape (N,), int64, from 0 to K - 1, N at least 1. Stays as it is.
        y: the true class of each sample, shape (N,), likewise.
        K: how many classes there are; some may not occur at all.

    Returns:
        (matrix, f1, macro). matrix is int64, shape (K, K): row i, column j has the number of samples that are of class
        i and were predicted as j. f1 is float32, shape (K,), and 0 for a class that occurs neither in y nor in pred.
        macro is a Python float: the mean of f1 over the classes that occur in y or in pred, each counted once.

    Forbidden: nothing.

    Example:
        Class 2 is predicted once and never true, so its F1 is 0; class 3 does not occur and is left out of the mean.

        >>> pred, y = torch.tensor([0, 0, 2, 1]), torch.tensor([0, 0, 0, 1])
        >>> matrix, f1, macro = confusion_and_f1(pred, y, K=4)
        >>> matrix
        tensor([[2, 0, 1, 0],
                [0, 1, 0, 0],
                [0, 0, 0, 0],
                [0, 0, 0, 0]])
        >>> f1, round(macro, 4)
        (tensor([0.8000, 1.0000, 0.0000, 0.0000]), 0.6)
    """
    raise NotImplementedError("confusion_and_f1 is not implemented yet")
