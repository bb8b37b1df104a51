"""The linear layer: its forward pass, and the gradients of its weight and bias."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Apply a linear layer: every output is a weighted sum of all inputs plus a bias, x W^T + b.

    Args:
        x: inputs, shape (..., in); there may be no leading dimension (a single sample), one (the batch) or several.
        W: weights, shape (out, in): row i holds the weights of output i, as in nn.Linear.
        b: biases, shape (out,), one for each output.

    Returns:
        The outputs, shape (..., out): a new tensor in the dtype of x. x, W and b stay as they were. Autograd can
        differentiate the result with respect to x, W and b, so compute it with tensor operations.

    Forbidden: torch.nn.functional.linear, torch.nn.Linear.

    Example:
        >>> x = torch.tensor([[1.0, 2.0, 3.0]])
        >>> W = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
        >>> b = torch.tensor([10.0, 20.0])
        >>> linear_forward(x, W, b)
        tensor([[ 8., 24.]])
    """
    raise NotImplementedError("linear_forward is not implemented yet")


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Carry the gradient at a linear layer's output back to its weight and its bias.

    Args:
        x: the layer's inputs, shape (N, in).
        dy: the gradient of the loss with respect to the layer's outputs, shape (N, out). If the loss is a mean,
            its 1/n is already in dy: do not divide again.

    Returns:
        A tuple (dW, db) of new tensors in the dtype of x: the gradients of the loss with respect to W, shape
        (out, in), and to b, shape (out,). Both are sums over the N rows. x and dy stay as they were.

    Forbidden: autograd in any form (torch.autograd, torch.func, .backward()).

    Example:
        >>> x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> dy = torch.tensor([[1.0, -1.0], [2.0, 0.0]])
        >>> dW, db = linear_grads(x, dy)
        >>> dW
        tensor([[ 9., 12., 15.],
                [-1., -2., -3.]])
        >>> db
        tensor([ 3., -1.])
    """
    raise NotImplementedError("linear_grads is not implemented yet")
