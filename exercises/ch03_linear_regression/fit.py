"""Fitting a linear model: step by step with gradient descent, or at once with the normal equation."""

import torch
from linear import linear_forward, linear_grads
from mse import mse_grad
from sgd import sgd_step


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Fit a linear model by gradient descent on its mean squared error, starting from W and b.

    Each step uses all N rows (full-batch gradient descent): predict, take the gradients of mse_loss with respect to
    W and b, both at the same W and b, then move both. Your own linear_forward, mse_grad, linear_grads and sgd_step
    are imported above and do everything but the loop.

    Args:
        x: inputs, shape (N, in).
        y: true outputs, shape (N, out).
        W: the start weights, shape (out, in).
        b: the start biases, shape (out,). None of x, y, W and b requires grad.
        lr: the learning rate.
        steps: how many steps to take, 0 or more; 0 gives copies of the start values.

    Returns:
        A tuple (W, b) of new tensors: the weights and biases after exactly `steps` steps, also where the loss
        rises. x, y and the W and b that were passed in stay as they were.

    Forbidden: torch.optim. (Autograd is allowed, but you have the gradients already.)

    Example:
        >>> x = torch.tensor([[1.0], [2.0]])
        >>> y = torch.tensor([[3.0], [5.0]])
        >>> W, b = fit_linear(x, y, torch.tensor([[1.0]]), torch.tensor([0.0]), lr=0.1, steps=1)
        >>> W
        tensor([[1.8000]])
        >>> b
        tensor([0.5000])
    """
    raise NotImplementedError("fit_linear is not implemented yet")


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    """The weights and biases of ridge regression, in one go, without a loop of steps.

    They minimise the SUM (not the mean) over all rows and outputs of (x W^T + b - y)^2, plus ridge times the sum of
    the squares of W. The bias b is free: it is not part of the penalty.

    Args:
        x: inputs, shape (N, in). Columns may depend on each other, and N may be smaller than in.
        y: true outputs, shape (N, out).
        ridge: the strength of the penalty, greater than 0 (so there is always exactly one minimum).

    Returns:
        A tuple (W, b) of new tensors: weights, shape (out, in), and biases, shape (out,), in the dtype of x. x and
        y stay as they were.

    Forbidden: nothing; torch.linalg.solve does the work once you have the equation.

    Example:
        >>> x = torch.tensor([[0.0, 2.0], [1.0, 1.0], [2.0, 3.0]])
        >>> y = torch.tensor([[2.0, 8.0], [5.0, 2.0], [11.0, 5.0]])
        >>> W, b = normal_equation(x, y, ridge=2.0)
        >>> W
        tensor([[ 2.,  1.],
                [-1.,  1.]])
        >>> b
        tensor([2., 4.])
    """
    raise NotImplementedError("normal_equation is not implemented yet")
