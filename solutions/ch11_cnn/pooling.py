"""Max pooling, with its padding and its gradient."""

import torch
import torch.nn.functional as F


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    """The largest number in every window.

    The padding never wins: where all numbers in a window are negative, the largest of them is the result. Where several
    are equally large, the gradient goes to the first of them, row by row, and to no other.

    Args:
        x: images, shape (N, C, H, W).
        kernel: (height, width) of a window.
        stride: (down, across) from one window to the next.
        padding: (rows above and below, columns left and right), at most half of the kernel.

    Returns:
        Shape (N, C, H', W'), in the dtype of x: a new tensor that autograd can differentiate. x stays as it was.

    Forbidden: every max pooling of torch (F.max_pool2d, nn.MaxPool2d, adaptive ones and so on). F.pad, unfold, max and
    loops are allowed.

    Example:
        >>> x = torch.tensor([[[[-1.0, -2.0, -5.0], [-3.0, -4.0, -6.0]]]])
        >>> max_pool2d(x, kernel=(2, 2), stride=(2, 2), padding=(0, 1))
        tensor([[[[-1., -2.]]]])
    """
    ### BEGIN SOLUTION
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return windows.flatten(start_dim=4).max(dim=4).values
    ### END SOLUTION
