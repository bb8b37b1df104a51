"""A regression loss that outliers do not rule."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    """Half the squared error where the error is small, and a straight line where it is large.

    With e = pred - target, the loss of an element is e^2 / 2 where |e| <= delta, and delta * (|e| - delta / 2) where
    |e| > delta: the line goes on where the parabola ends, with the slope that it has there.

    Args:
        pred: predictions, of any shape; some may lie very far off.
        target: the true values, of exactly the shape of pred.
        delta: where the parabola ends; greater than 0.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of pred. The reduction is the mean over all elements. pred
        and target stay as they were. Autograd can differentiate the result with respect to pred and target; where e is
        0, the gradient is 0.

    Raises:
        ValueError: the shapes of pred and target differ, even where broadcasting would make them fit: (N, 1) against
            (N,).

    Forbidden: torch.nn.functional.huber_loss, torch.nn.HuberLoss, torch.nn.functional.smooth_l1_loss,
    torch.nn.SmoothL1Loss.

    Example:
        The errors are 1 and -4; with delta = 2 their losses are 1 / 2 and 2 * (4 - 1) = 6.

        >>> huber_loss(torch.tensor([1.0, -4.0]), torch.tensor([0.0, 0.0]), delta=2.0)
        tensor(3.2500)
    """
    ### BEGIN SOLUTION
    if pred.shape != target.shape:
        raise ValueError(f"pred has shape {tuple(pred.shape)}, target has shape {tuple(target.shape)}")
    error = pred - target
    size = error.abs()
    return torch.where(size <= delta, error**2 / 2, delta * (size - delta / 2)).mean()
    ### END SOLUTION
