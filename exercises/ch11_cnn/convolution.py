"""Convolution, place by place."""

import torch
import torch.nn.functional as F


def conv2d_naive(
    x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None, stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    """What nn.Conv2d computes: at every place, the sum of products of the kernel with what lies under it.

    Output (n, o, i, j) is b[o] plus the sum over c, u, v of w[o, c, u, v] * padded[n, c, i * sh + u, j * sw + v], where
    (sh, sw) is the stride and padded is x with zeros around it. The kernel is not flipped.

    Args:
        x: images, shape (N, C, H, W).
        w: kernels, shape (O, C, kH, kW).
        b: one number for each output channel, shape (O,), or None for no bias.
        stride: (down, across).
        padding: (rows of zeros above and below, columns of zeros left and right).

    Returns:
        Shape (N, O, H', W'), in the dtype of x: a new tensor that autograd can differentiate with respect to x, w and
        b. The arguments stay as they were.

    Forbidden: every function of torch that convolves (conv1d, conv2d, conv3d, nn.Conv2d and so on). F.pad, unfold,
    einsum and loops are allowed.

    Example:
        >>> x = torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
        >>> w = torch.tensor([[[[1.0, 10.0]]]])
        >>> conv2d_naive(x, w, torch.tensor([0.5]), stride=(1, 1), padding=(0, 0))
        tensor([[[[21.5000, 32.5000],
                  [54.5000, 65.5000]]]])
    """
    raise NotImplementedError("conv2d_naive is not implemented yet")
