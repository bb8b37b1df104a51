"""The number of places where the kernel may start is the length of a range."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    last_start = size + 2 * padding - dilation * (kernel - 1) - 1
    starts = range(0, last_start + 1, stride)
    if len(starts) == 0:
        raise ValueError
    return len(starts)
