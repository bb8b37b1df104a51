"""How large the output of a convolution is."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    """The length of a convolution's output along one dimension.

    The input is lengthened by `padding` at both ends. The kernel has `kernel` taps, `dilation` apart from each other.
    It starts at the first place and moves on by `stride` as long as all of it lies within the padded input.

    Args:
        size: the length of the input, at least 1.
        kernel: the number of taps, at least 1.
        stride: how far the kernel moves from one output to the next, at least 1.
        padding: how much is added at each end, 0 or more.
        dilation: the distance between two neighbouring taps; 1 means that they touch.

    Returns:
        The number of places, a Python int.

    Raises:
        ValueError: the kernel does not fit even once.

    Forbidden: nothing.

    Example:
        7 and 1 at each end are 9; the taps lie at 0, 2 and 4, then at 2, 4, 6, then at 4, 6, 8.

        >>> conv_out_size(7, kernel=3, stride=2, padding=1, dilation=2)
        3
    """
    ### BEGIN SOLUTION
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(f"a kernel of {kernel} taps does not fit into {size}")
    return room // stride + 1
    ### END SOLUTION
