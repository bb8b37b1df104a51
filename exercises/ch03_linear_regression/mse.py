"""Two ways to measure how wrong predictions are, MSE and MAE, and the gradient of the first."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean squared error: the mean of (pred - target)^2 over every element.

    Args:
        pred: predictions, of any shape with at least one element.
        target: the true values, of exactly the same shape.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of pred. The reduction is the mean over all elements,
        not over the batch only. pred and target stay as they were. Autograd can differentiate the result with
        respect to both.

    Raises:
        ValueError: the shapes differ, even where broadcasting would make them fit: (N, 1) against (N,).

    Forbidden: torch.nn.functional.mse_loss, torch.nn.MSELoss.

    Example:
        >>> pred = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> target = torch.tensor([[-2.0, 5.0, 3.0], [-2.0, 5.0, 6.0]])
        >>> mse_loss(pred, target)
        tensor(9.)
    """
    raise NotImplementedError("mse_loss is not implemented yet")


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean absolute error: the mean of |pred - target| over every element.

    Args:
        pred: predictions, of any shape with at least one element.
        target: the true values, of exactly the same shape.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of pred. The reduction is the mean over all elements.
        pred and target stay as they were. Autograd can differentiate the result with respect to both; where pred
        equals target (a tie) the gradient is exactly 0.

    Raises:
        ValueError: the shapes differ, even where broadcasting would make them fit.

    Forbidden: torch.nn.functional.l1_loss, torch.nn.L1Loss.

    Example:
        >>> pred = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> target = torch.tensor([[-2.0, 5.0, 3.0], [-2.0, 5.0, 6.0]])
        >>> mae_loss(pred, target)
        tensor(2.)
    """
    raise NotImplementedError("mae_loss is not implemented yet")


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The gradient of mse_loss with respect to pred, worked out by hand.

    Args:
        pred: predictions, of any shape with at least one element.
        target: the true values, of exactly the same shape.

    Returns:
        A new tensor in the shape and the dtype of pred: each entry says how fast the loss grows when the same entry
        of pred grows. pred and target stay as they were.

    Raises:
        ValueError: the shapes differ, even where broadcasting would make them fit.

    Forbidden: autograd in any form (torch.autograd, torch.func, .backward()).

    Example:
        >>> pred = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> target = torch.tensor([[-2.0, 5.0, 3.0], [-2.0, 5.0, 6.0]])
        >>> mse_grad(pred, target)
        tensor([[ 1., -1.,  0.],
                [ 2.,  0.,  0.]])
    """
    raise NotImplementedError("mse_grad is not implemented yet")
